#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace firebreak::io {

/// True if the bytes are UTF-8 without over-long forms and surrogates.
bool is_utf8(std::string_view bytes);

/// True if all bytes are below 128: such text reads the same in every encoding known here.
bool is_ascii(std::string_view bytes);

/// The encoding the samples are most probably written in: "UTF-8", "GB18030", "Big5", "Shift_JIS"
/// or "ISO-8859-1". A sample may end in the middle of a character, as text in fields of fixed
/// width does. Samples of ASCII alone are "UTF-8"; if nothing East Asian fits well it is
/// "ISO-8859-1", which fits everything.
std::string guess_encoding(std::span<const std::string_view> samples);

/// The encoding to read the samples in when the file names one itself (a .cpg, a DBF code page):
/// the content wins if it is sure and the name cannot be right. An empty `named` means the file
/// says nothing. `guessed` tells whether the answer comes from the content.
std::string choose_encoding(std::span<const std::string_view> samples, const std::string& named,
                            bool& guessed);

/// The usual name of an encoding: "936", "GBK", "cp936" -> "GB18030"; "65001", "utf8" -> "UTF-8";
/// "950" -> "Big5"; "932", "sjis" -> "Shift_JIS"; "88591" -> "ISO-8859-1"; "1252" -> "CP1252".
/// Others come back as they are, for iconv to judge.
std::string encoding_name(std::string_view named);

/// How a text came through its decoding.
struct Decoded {
  std::size_t undecodable = 0;  ///< bytes that became U+FFFD
  bool cut = false;             ///< the last character was incomplete and has been left out
};

/// `bytes` in UTF-8. A byte that cannot be decoded becomes U+FFFD and is counted; an incomplete
/// character at the very end is left out. Throws `Error` (usage) if the encoding is not known.
std::string to_utf8(std::string_view bytes, const std::string& encoding, Decoded& decoded);
std::string to_utf8(std::string_view bytes, const std::string& encoding);

}  // namespace firebreak::io
