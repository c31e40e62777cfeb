#pragma once

namespace firebreak {

/// Large arrays go back to the system as soon as they are freed, instead of staying with the
/// process as holes between others. Once per program, before it makes any.
void give_back_large_arrays();

}  // namespace firebreak
