#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Making texts of tables comparable, before anything is read from them.
namespace firebreak {

/// The text in one plain form: full-width and typographic signs as ASCII (dashes "-", wave "~",
/// quotes, ≥ as ">=", ³ as "3"), every kind of space as one blank, no blanks or quote prefix at the
/// ends. Invalid UTF-8 is dropped. Letters and Chinese characters stay: for what people read.
std::string plain_words(std::string_view text);

/// `plain_words` with ASCII letters small: for what is compared.
std::string tidy(std::string_view text);

/// `tidy`, then without blanks, underscores, hyphens and a bracketed unit: how names are compared.
std::string folded_name(std::string_view name);

/// What stands in the last bracket of a header: "流量(m³/h)" -> "m3/h"; empty if nothing does.
std::string header_bracket(std::string_view name);

/// A text that says "no value": empty, "-", "/", "n/a", "unknown", "无", "不详", "见图", -9999 …
bool means_missing(std::string_view tidied);

/// The number of Unicode characters of valid UTF-8.
std::size_t character_count(std::string_view utf8);

/// Small Chinese numerals up to 999 at the start of `text` ("十二层" -> 12, 3 characters read);
/// empty if there is none. `bytes_read` receives the length.
std::optional<int> chinese_numeral(std::string_view text, std::size_t& bytes_read);

/// The pieces of a text between any of the ASCII characters of `separators`, tidied, empty ones
/// left out.
std::vector<std::string> pieces(std::string_view text, std::string_view separators);

/// Smallest number of single-character changes between two texts (for "did you mean").
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The known word with the smallest distance; empty if none is known.
std::string_view closest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace firebreak
