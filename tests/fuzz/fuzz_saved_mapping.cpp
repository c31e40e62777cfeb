#include <cstdlib>

#include "core/base/error.hpp"
#include "core/io/saved_mapping.hpp"
#include "fuzz/targets.hpp"

namespace firebreak::fuzz {

void saved_mapping(std::string_view bytes) {
  constexpr const char* file = "/town/mapping.toml";
  io::SavedMapping read;
  try {
    read = io::read_saved_mapping_text(bytes, file);
  } catch (const Error& e) {
    if (std::string_view(e.what()).empty()) std::abort();
    return;
  }
  for (const io::MappingRule& rule : read.rules) {
    if (rule.file.empty()) std::abort();
    read.rule_for("消火栓台账2026-11.xlsx", "城关镇");
    read.rule_for(rule.file, rule.layer);
  }
  // What was read is written so that it reads the same.
  const std::string written = io::mapping_text(read.rules);
  if (io::read_saved_mapping_text(written, file).rules != read.rules) std::abort();
}

}  // namespace firebreak::fuzz
