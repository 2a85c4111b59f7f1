"""Label files as text, JSON and XML: bounded, in UTF-8, and every fault with its file and line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from inspector_app.datasets.labelled import DatasetError

_LARGEST = 1 << 30
_DEEPEST = 64


@dataclass(slots=True)
class Element:
    """One element of an XML file and the line that it begins in."""

    tag: str
    attributes: dict[str, str]
    where: str
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> list[Element]:
        """The children of this name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, *path: str) -> Element | None:
        """The first child of this name, its first child of the next name, and so on."""
        found: Element | None = self
        for tag in path:
            found = next((child for child in found.children if child.tag == tag), None) if found else None
        return found

    def text_of(self, *path: str) -> str:
        """The text in there, without blanks around it; empty where there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""


def read_bytes(path: Path) -> bytes:
    """The bytes of a label file; DatasetError where it can't be read or has more than a gigabyte."""
    try:
        if not path.is_file():
            raise DatasetError(f"{path}: there is no such file.")
        if path.stat().st_size > _LARGEST:
            raise DatasetError(f"{path}: has more than a gigabyte; no label file has. Split it.")
        return path.read_bytes()
    except OSError as error:
        raise DatasetError(f"{path}: can't be read: {error.strerror or error}.") from error


def read_text(path: Path) -> str:
    """A text file in UTF-8, with or without its mark."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DatasetError(f"{path}:{line}: is not written in UTF-8. Save it as UTF-8.") from error


def read_lines(path: Path) -> list[str]:
    """The lines of a text file, without their ends and blanks around them."""
    return [line.strip() for line in read_text(path).split("\n")]


def read_json(path: Path) -> Any:  # noqa: ANN401 - what JSON may be
    """What a JSON file holds; NaN, infinity and keys that come twice are refused."""
    text = read_text(path)
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise DatasetError(f"{path}:{error.lineno}: is broken JSON: {error.msg}. Was it cut off?") from error
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{path}: is no usable JSON: {error}.") from error


def read_xml(path: Path) -> Element:
    """The root of an XML file. Document types and entities of its own are refused, and nothing outside is opened."""
    data = read_bytes(path)
    reader = _XmlReader(path)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DatasetError(
            f"{path}:{error.lineno}: is broken XML: {expat.ErrorString(error.code)}."
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise DatasetError(f"{path}: can't be decoded: {error}. Save it as UTF-8.") from error
    return reader.root.children[0]


class _XmlReader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.root = Element("", {}, str(path))
        self._open = [self.root]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _where(self) -> str:
        return f"{self._path}:{self.parser.CurrentLineNumber}"

    def _refuse_doctype(self, *_: object) -> None:
        raise DatasetError(
            f"{self._where()}: a document type or entities; label files have none. Remove them."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            raise DatasetError(f"{self._where()}: elements are nested more than {_DEEPEST} deep.")
        element = Element(tag, attributes, self._where())
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].text += text


def _refuse_constant(name: str) -> None:
    raise ValueError(f"it has {name} where a number should be")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(
            f"the key {next(key for key in keys if keys.count(key) > 1)!r} comes twice in one object"
        )
    return found
