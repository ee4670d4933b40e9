"""`python -m decision_tree.website`: see `command`."""

import sys

from .command import main

sys.exit(main())
