"""Video really served on loopback: Motion JPEG over HTTP, and over RTSP (RFC 2326, 3550, 2435, interleaved in TCP)."""

import socketserver
import struct
import threading
import time

import cv2
import numpy as np

SIDE = 64


def picture(number):
    """A gray picture whose brightness tells its number; JPEG keeps that to a few levels."""
    return np.full((SIDE, SIDE, 3), (number * 10) % 250, np.uint8)


def jpeg(number):
    return cv2.imencode(".jpg", picture(number), [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


class Server(socketserver.ThreadingTCPServer):
    """Counts its connections; `cut` ends them all, as a pulled cable that is noticed does."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, handler, fps=25.0, port=0):
        super().__init__(("127.0.0.1", port), handler)
        self.fps, self.connections, self.mute = fps, 0, threading.Event()
        self.alive = threading.Event()
        self.alive.set()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        """A client that leaves is no error here."""

    def cut(self):
        self.alive.clear()
        self.shutdown()
        self.server_close()


class Http(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        while self.rfile.readline().strip():
            pass
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=next\r\n\r\n")
        for number in frames(self.server):
            data = jpeg(number)
            head = f"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
            self.wfile.write(head.encode() + data + b"\r\n")


class Rtsp(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        while (request := self._request()) is not None:
            method, headers = request
            self._answer(method, headers)
            if method == "PLAY":
                return self._play()
        return None

    def _request(self):
        first = self.rfile.readline().decode().split()
        headers = {}
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return (first[0], headers) if first else None

    def _answer(self, method, headers):
        body, more = "", ""
        if method == "OPTIONS":
            more = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
        elif method == "DESCRIBE":
            body = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=test\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\na=control:track\r\n"
            more = f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        elif method == "SETUP":
            more = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n"
        elif method == "PLAY":
            more = "Session: 1\r\n"
        self.wfile.write(f"RTSP/1.0 200 OK\r\nCSeq: {headers.get('cseq', '0')}\r\n{more}\r\n{body}".encode())

    def _play(self):
        for number in frames(self.server):
            self.wfile.write(rtp(number, jpeg(number)))


def frames(server):
    number = 0
    while server.alive.is_set():
        number += 1
        if not server.mute.is_set():
            yield number
        time.sleep(1 / server.fps)


def rtp(number, data):
    """One JPEG in one packet, its tables in band; OpenCV writes 4:2:0, which is type 1."""
    tables, at = b"", 2
    while data[at + 1] != 0xDA:
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if data[at + 1] == 0xDB:
            segment = data[at + 4 : at + 2 + length]
            while segment:
                tables, segment = tables + segment[1:65], segment[65:]
        at += 2 + length
    scan = data[at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0] :].removesuffix(b"\xff\xd9")
    head = struct.pack(">BBHII", 0x80, 0x80 | 26, number & 0xFFFF, number * 3600, 1)
    head += struct.pack(">IBBBB", 0, 1, 255, SIDE // 8, SIDE // 8) + struct.pack(">BBH", 0, 0, len(tables))
    packet = head + tables + scan
    return b"$\x00" + struct.pack(">H", len(packet)) + packet
