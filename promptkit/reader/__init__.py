"""Text → what it asks to move, by a small encoder that we train (`training/`) and that runs on numpy alone.

`read(texts)` is the whole interface. The weights in `model/` come with the package; nothing is downloaded.
"""

from promptkit.reader.decode import Motion as Motion
from promptkit.reader.decode import Mover as Mover
from promptkit.reader.decode import Read as Read
from promptkit.reader.decode import read as read
