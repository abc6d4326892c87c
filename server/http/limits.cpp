#include "server/http/limits.h"
