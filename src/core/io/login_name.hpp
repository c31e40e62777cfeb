#pragma once

#include <string>

namespace firebreak::io {

/// Under which name the person at this computer is logged in; empty if nobody knows.
std::string login_name();

}  // namespace firebreak::io
