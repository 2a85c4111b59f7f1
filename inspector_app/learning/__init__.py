"""Datasets, training, quantisation and evaluation; torch, ultralytics and NNCF stay inside this part."""
