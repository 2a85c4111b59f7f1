"""How well what was taught from good parts finds what nobody labelled."""
