"""`kith bench`: how fast is Kith at a size? Drives the real server through its front door and holds each figure against bare SQL."""
