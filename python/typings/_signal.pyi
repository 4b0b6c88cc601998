# The C half of `signal`, without the enums that the other half makes at import.
from signal import *
