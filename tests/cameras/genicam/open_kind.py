"""One camera of the real producer in this process, opened once and closed at the end."""

from inspector_app.cameras.genicam.camera import GenicamKind
from inspector_app.cameras.genicam.producer import Producer
from inspector_app.cameras.link import TriggerOrder


def open_kind(section):
    producer = Producer(section.producer)
    return GenicamKind(section, producer.open(section.serial), producer.close)


def order(number=1, **keys):
    return TriggerOrder(part_id=f"part-{number}", number=number, **keys)
