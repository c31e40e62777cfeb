#pragma once

#include <optional>

#include "core/base/text.hpp"

namespace firebreak {

/// While it lives, sentences of this thread are made in one language, whatever the user's is.
class Speaking {
 public:
  explicit Speaking(Language in) noexcept;
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  std::optional<Language> before_;
};

}  // namespace firebreak
