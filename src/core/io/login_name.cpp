#include "core/io/login_name.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace firebreak::io {

std::string login_name() {
  // The environment is read before any thread could change it.
  for (const char* variable : {"LOGNAME", "USER"})
    if (const char* given = std::getenv(variable); given != nullptr && *given != '\0') return given;
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) != 0 || found == nullptr)
    return {};
  return found->pw_name;
}

}  // namespace firebreak::io
