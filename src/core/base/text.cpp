#include "core/base/text.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "core/base/speaking.hpp"

namespace firebreak {

namespace {
std::atomic<Language> current{Language::en};
thread_local std::optional<Language> spoken_here;

// Around each figure of a sentence while it is filled in; nobody writes these in a sentence.
constexpr char figure_begins = '\x02';
constexpr char figure_ends = '\x03';

unsigned char byte(char c) {
  return static_cast<unsigned char>(c);
}

/// Chinese characters, in UTF-8: the first of their three bytes is one of these.
bool begins_chinese(std::string_view text) {
  return text.size() >= 3 && byte(text[0]) >= 0xe4 && byte(text[0]) <= 0xe9;
}

bool ends_chinese(std::string_view text) {
  return text.size() >= 3 && begins_chinese(text.substr(text.size() - 3));
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A letter or digit of Latin writing; letters with accents are of two bytes.
bool begins_latin(std::string_view text) {
  if (text.empty()) return false;
  return is_letter(text[0]) || (text[0] >= '0' && text[0] <= '9') ||
         (byte(text[0]) >= 0xc3 && byte(text[0]) <= 0xd4);
}

bool ends_latin(std::string_view text) {
  if (text.empty()) return false;
  const bool two_bytes = (byte(text.back()) & 0xc0) == 0x80 && text.size() >= 2;
  return begins_latin(text.substr(text.size() - (two_bytes ? 2 : 1)));
}

bool holds_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_letter);
}

/// Where the figure that begins at `at` ends; its width may be a figure, too.
std::size_t end_of_figure(std::string_view sentence, std::size_t at) {
  int depth = 0;
  for (; at < sentence.size(); ++at) {
    if (sentence[at] == '{') ++depth;
    if (sentence[at] == '}' && --depth == 0) return at + 1;
  }
  return at;
}

/// The sentence with marks around its figures; empty if none of them touches Chinese.
std::string with_marks(std::string_view sentence) {
  std::string marked;
  bool touches = false;
  for (std::size_t at = 0; at < sentence.size();) {
    const char c = sentence[at];
    const bool pair = at + 1 < sentence.size() && sentence[at + 1] == c;
    if (c != '{' || pair) {
      const std::size_t length = (c == '{' || c == '}') && pair ? 2 : 1;
      marked += sentence.substr(at, length);
      at += length;
      continue;
    }
    const std::size_t end = end_of_figure(sentence, at);
    touches |= ends_chinese(sentence.substr(0, at)) || begins_chinese(sentence.substr(end));
    marked += figure_begins;
    marked += sentence.substr(at, end - at);
    marked += figure_ends;
    at = end;
  }
  return touches ? marked : std::string();
}

/// The marks taken out again, with spaces where a Latin name touches Chinese.
std::string set_off(std::string_view marked) {
  std::string out;
  while (!marked.empty()) {
    const std::size_t begin = std::min(marked.find(figure_begins), marked.size());
    out += marked.substr(0, begin);
    if (begin == marked.size()) break;
    const std::size_t end = std::min(marked.find(figure_ends, begin), marked.size() - 1);
    const std::string_view figure = marked.substr(begin + 1, end - begin - 1);
    marked.remove_prefix(end + 1);
    const bool name = holds_letter(figure);
    if (name && ends_chinese(out) && begins_latin(figure)) out += ' ';
    out += figure;
    if (name && begins_chinese(marked) && ends_latin(figure)) out += ' ';
  }
  return out;
}

}  // namespace

std::string fill_in(std::string_view sentence, fmt::format_args args) {
  const bool chinese =
      std::any_of(sentence.begin(), sentence.end(), [](char c) { return byte(c) >= 0xe4; });
  const std::string marked = chinese ? with_marks(sentence) : std::string();
  return marked.empty() ? fmt::vformat(sentence, args) : set_off(fmt::vformat(marked, args));
}

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
