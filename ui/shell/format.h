#pragma once
// The windows' figures and the papers' are written alike.
#include "app/base/format.h"
