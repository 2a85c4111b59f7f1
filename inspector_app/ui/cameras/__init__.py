"""The cameras' screen: live picture with meters, calibration by a target, found cameras, goldens from good parts."""
