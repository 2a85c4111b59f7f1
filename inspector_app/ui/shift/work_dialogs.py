"""The lot, the product, the person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from inspector_app.domain.messages import SetLot, SetProduct
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.field_guard import FieldGuard
from inspector_app.ui.shift.form_dialog import FormDialog, Maker
from inspector_app.ui.shift.shift_dialogs import people_box

_LONGEST_LOT = 64


class LotDialog(FormDialog):
    """The one field that a scanner may fill; its Enter presses nothing."""

    def __init__(
        self, lot: str | None, commands: Commands, parent: QWidget | None = None, scanned: str = ""
    ) -> None:
        super().__init__("Lot", "Set the lot  (Enter)", commands, parent)
        self.lot = QLineEdit(scanned or lot or "", self)
        self.lot.setMaxLength(_LONGEST_LOT)
        self.lot.setPlaceholderText("Type or scan the lot; empty for none")
        self.lot.selectAll()
        FieldGuard(self.lot).scanned.connect(self.lot.setText)
        self.form.addRow("Lot", self.lot)
        self.form.addRow("", QLabel(f"Now: {lot or 'no lot'}. It changes from the next part on.", self))

    def command(self) -> Maker | None:
        """Sets the lot, or none."""
        lot = self.lot.text().strip() or None
        return lambda key: SetLot(command_id=key, lot=lot)


class ProductDialog(FormDialog):
    """Products that have a recipe."""

    def __init__(
        self, products: tuple[str, ...], product: str, commands: Commands, parent: QWidget | None = None
    ) -> None:
        super().__init__("Product", "Change the product  (Enter)", commands, parent)
        self.product = QComboBox(self)
        self.product.addItems(products)
        self.product.setCurrentText(product)
        self.form.addRow("Product", self.product)
        self.form.addRow("", QLabel("The recipe changes whole, from the next part on.", self))

    def command(self) -> Maker | None:
        """Changes the product."""
        product = self.product.currentText()
        if not product:
            self.fail("There is no recipe of another product.")
            return None
        return lambda key: SetProduct(command_id=key, product=product)


class PersonDialog(FormDialog):
    """Who answers; this is known to the window alone and sent with every answer."""

    def __init__(
        self,
        people: tuple[str, ...],
        current: str | None,
        chosen: Callable[[str], None],
        commands: Commands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Who answers?", "That's me  (Enter)", commands, parent)
        self._chosen = chosen
        self.person = people_box(people, current, self)
        self.form.addRow("Name", self.person)
        self.form.addRow("", QLabel("Reports print it as “not authenticated”, until sign-in exists.", self))

    def command(self) -> Maker | None:
        """Nothing is sent."""
        return None

    def submit(self) -> None:
        """Takes the name."""
        person = self.person.currentText().strip()
        if not person:
            self.fail("Choose a name.")
            return
        self._chosen(person)
        self.agreed.emit()
        self.accept()
