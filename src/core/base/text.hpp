#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace firebreak {

/// Languages that every sentence exists in.
enum class Language { en, zh };

/// The language of sentences made from now on. Set once at the start of the program (the desktop
/// may change it on its main thread); the core's only global state.
void set_language(Language language) noexcept;
Language language() noexcept;

/// The sentence in `language`; the English sentence is its key (data/lang/zh_CN.po, compiled in).
/// A sentence without translation comes back in English. Lives as long as the program.
std::string_view translate(std::string_view english, Language in) noexcept;
std::string_view translate(std::string_view english) noexcept;

/// The sentence in the user's language with its figures filled in (fmt syntax). Throws
/// `fmt::format_error` if the sentence and its arguments do not fit: that is a bug.
template <class... Args>
std::string text(std::string_view english, const Args&... args) {
  return fmt::format(fmt::runtime(translate(english)), args...);
}

/// As `text`, in the language named.
template <class... Args>
std::string text_in(Language in, std::string_view english, const Args&... args) {
  return fmt::format(fmt::runtime(translate(english, in)), args...);
}

/// Marks a sentence that is handed on as it is and translated where it is shown; does nothing else.
constexpr const char* tr_key(const char* english) {
  return english;
}

/// All sentences that have a translation, for the test that looks for missing ones.
struct Translation {
  std::string_view english;
  std::string_view chinese;
};
struct Translations {
  const Translation* first;
  std::size_t count;
};
Translations translations() noexcept;

}  // namespace firebreak
