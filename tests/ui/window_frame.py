"""The cross of a window's frame, as a window manager presses it: WM_DELETE_WINDOW, sent through the X server."""

import ctypes
import ctypes.util

from PySide6.QtWidgets import QApplication, QWidget

_CLIENT_MESSAGE = 33


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def can_press_cross() -> bool:
    """Whether this is X11, with its library."""
    return QApplication.platformName() == "xcb" and ctypes.util.find_library("X11") is not None


def press_cross(window: QWidget) -> None:
    """Asks the window to close, from outside; Qt gets it as any event of the server."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x11.XSendEvent.argtypes = (
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_int,
        ctypes.c_long,
        ctypes.c_void_p,
    )
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    display = x11.XOpenDisplay(None)
    target = int(window.winId())
    event = _ClientMessage(type=_CLIENT_MESSAGE, window=target, format=32)
    event.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    event.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    x11.XSendEvent(display, target, 0, 0, ctypes.byref(event))
    x11.XCloseDisplay(display)
