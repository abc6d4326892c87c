#pragma once
// For work that nobody waits for while customers do.

namespace backroom {

// This thread, and those that it makes from here on, let others have the processors first. For good.
void workWhenIdle();

}
