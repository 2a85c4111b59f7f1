"""Parts that are there whenever they are asked for."""

from inspector_app.domain.part import Part, new_id


class Numbered:
    """Parts 1, 2, 3 ..."""

    simulated = ended = False
    running, parts_per_hour = True, 0.0

    def __init__(self):
        self.number = 0

    def next_part(self, timeout_s):
        self.number += 1
        return Part(new_id(), self.number)

    def change_product(self, name):
        pass

    def troubles(self):
        return []

    def close(self):
        pass
