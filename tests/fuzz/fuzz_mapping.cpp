#include <cstdlib>

#include "core/base/error.hpp"
#include "core/io/mapping_file.hpp"
#include "fuzz/targets.hpp"

namespace firebreak::fuzz {

void mapping(std::string_view bytes) {
  FieldDictionary dictionary = canonical_dictionary();
  try {
    io::add_mapping_text(bytes, "mapping.toml", dictionary);
  } catch (const Error&) {
    return;
  }
  for (std::size_t role = 0; role < role_count; ++role)
    for (const auto& entry : dictionary.roles[role].fields) {
      if (entry.names.empty()) std::abort();
      const std::string column[] = {entry.names.back().name};
      match_fields(static_cast<Role>(role), column, dictionary);
    }
}

}  // namespace firebreak::fuzz
