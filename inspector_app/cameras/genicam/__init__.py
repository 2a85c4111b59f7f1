"""GenICam cameras: any GenTL producer, by serial number."""
