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

/// A sentence of the catalogue with its figures filled in. A name in Latin letters is set off from
/// the Chinese characters it is put between by spaces; a Chinese name is not, nor is a number.
std::string fill_in(std::string_view sentence, fmt::format_args args);

/// The sentence in the language named with its figures filled in (fmt syntax). Throws
/// `fmt::format_error` if the sentence and its arguments do not fit: that is a bug.
template <class... Args>
std::string text_in(Language in, std::string_view english, const Args&... args) {
  return fill_in(translate(english, in), fmt::make_format_args(args...));
}

/// As `text_in`, in the user's language.
template <class... Args>
std::string text(std::string_view english, const Args&... args) {
  return text_in(language(), english, args...);
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
