#include "core/base/text.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "core/base/speaking.hpp"

namespace firebreak {

namespace {
std::atomic<Language> current{Language::en};
thread_local std::optional<Language> spoken_here;
}  // namespace

Speaking::Speaking(Language in) noexcept : before_(std::exchange(spoken_here, in)) {}
Speaking::~Speaking() {
  spoken_here = before_;
}

void set_language(Language language) noexcept {
  current = language;
}
Language language() noexcept {
  return spoken_here.value_or(current);
}

std::string_view translate(std::string_view english, Language in) noexcept {
  if (in == Language::en) return english;
  const Translations all = translations();
  const Translation* end = all.first + all.count;
  const Translation* found =
      std::lower_bound(all.first, end, english,
                       [](const Translation& t, std::string_view key) { return t.english < key; });
  return found != end && found->english == english ? found->chinese : english;
}

std::string_view translate(std::string_view english) noexcept {
  return translate(english, language());
}

}  // namespace firebreak
