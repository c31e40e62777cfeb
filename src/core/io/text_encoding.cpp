#include "core/io/text_encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <memory>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

bool within(unsigned value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

/// Length of the UTF-8 character at `i`; 0 if it is none, -1 if the text ends within it.
int utf8_length(std::string_view bytes, std::size_t i) {
  const unsigned lead = byte_at(bytes, i);
  if (lead < 0x80) return 1;
  const int length = within(lead, 0xC2, 0xDF)   ? 2
                     : within(lead, 0xE0, 0xEF) ? 3
                     : within(lead, 0xF0, 0xF4) ? 4
                                                : 0;
  for (int k = 1; k < length; ++k) {
    const std::size_t at = i + static_cast<std::size_t>(k);
    if (at >= bytes.size()) return -1;
    const unsigned next = byte_at(bytes, at);
    if (!within(next, 0x80, 0xBF)) return 0;
    if (k == 1 && ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) ||
                   (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F)))
      return 0;
  }
  return length;
}

/// How a text looks when it is read in one encoding.
struct Look {
  std::size_t characters = 0;  ///< above ASCII
  std::size_t invalid = 0;
  double common = 0;  ///< sum of weights: 1 for a character of everyday use
};

Look look_utf8(std::span<const std::string_view> samples) {
  Look look;
  for (const std::string_view s : samples)
    for (std::size_t i = 0; i < s.size();) {
      const int length = utf8_length(s, i);
      if (length < 0) break;
      if (length != 1) ++look.characters;
      if (length == 0) ++look.invalid;
      if (length > 1) look.common += 1;
      i += static_cast<std::size_t>(std::max(length, 1));
    }
  return look;
}

/// Weight of a two-byte character in an encoding: below 0 invalid, 1 everyday, 0 hardly ever seen.
using Weigh = double (*)(unsigned lead, unsigned trail);

double weigh_gb(unsigned lead, unsigned trail) {
  if (!within(lead, 0x81, 0xFE) || !within(trail, 0x40, 0xFE) || trail == 0x7F) return -1;
  if (trail < 0xA1) return 0.05;              // the extension of GBK: rare characters
  if (within(lead, 0xB0, 0xD7)) return 1;     // level 1, ordered by sound
  if (within(lead, 0xD8, 0xF7)) return 0.45;  // level 2, ordered by radical
  if (within(lead, 0xA1, 0xA3)) return 0.8;   // punctuation, full-width letters
  return 0.05;
}

double weigh_big5(unsigned lead, unsigned trail) {
  if (!within(lead, 0x81, 0xFE) || !(within(trail, 0x40, 0x7E) || within(trail, 0xA1, 0xFE)))
    return -1;
  if (within(lead, 0xA4, 0xC5) || (lead == 0xC6 && trail < 0x7F)) return 1;  // frequent
  if (within(lead, 0xC9, 0xF9)) return 0.2;                                  // less frequent
  if (within(lead, 0xA1, 0xA3)) return 0.8;
  return lead < 0xA1 ? -1 : 0;
}

double weigh_sjis(unsigned lead, unsigned trail) {
  if (!(within(lead, 0x81, 0x9F) || within(lead, 0xE0, 0xFC)) || !within(trail, 0x40, 0xFC) ||
      trail == 0x7F)
    return -1;
  if (lead == 0x82 && within(trail, 0x9F, 0xF1)) return 1.1;  // hiragana
  if (lead == 0x83 && within(trail, 0x40, 0x96)) return 1.1;  // katakana
  if (within(lead, 0x88, 0x97)) return 1;                     // level 1
  if (lead == 0x81 || lead == 0x82) return 0.7;
  if (within(lead, 0x98, 0x9F) || within(lead, 0xE0, 0xEA)) return 0.2;
  return 0;
}

/// Reads the samples as a two-byte encoding. `single` lets bytes A1 to DF stand alone (half-width
/// katakana of Shift_JIS), `four` allows the four-byte characters of GB18030.
Look look_double(std::span<const std::string_view> samples, Weigh weigh, bool single, bool four) {
  Look look;
  for (const std::string_view s : samples)
    for (std::size_t i = 0; i < s.size();) {
      const unsigned lead = byte_at(s, i);
      if (lead < 0x80) {
        ++i;
        continue;
      }
      ++look.characters;
      if (single && within(lead, 0xA1, 0xDF)) {
        look.common += 0.3;
        ++i;
        continue;
      }
      if (i + 1 == s.size()) {
        --look.characters;  // cut in the middle by a field of fixed width
        break;
      }
      const unsigned trail = byte_at(s, i + 1);
      if (four && within(trail, 0x30, 0x39) && i + 3 < s.size() &&
          within(byte_at(s, i + 2), 0x81, 0xFE) && within(byte_at(s, i + 3), 0x30, 0x39)) {
        i += 4;
        continue;
      }
      const double weight = weigh(lead, trail);
      if (weight < 0) {
        ++look.invalid;
        ++i;
      } else {
        look.common += weight;
        i += 2;
      }
    }
  return look;
}

struct Candidate {
  std::string_view encoding;
  Look look;
  double fit() const {
    if (look.characters == 0) return 0;
    const auto n = static_cast<double>(look.characters);
    return (look.common - 4 * static_cast<double>(look.invalid)) / n;
  }
};

/// East Asian encodings in order of preference among equals.
std::array<Candidate, 3> candidates(std::span<const std::string_view> samples) {
  return {{{"GB18030", look_double(samples, weigh_gb, false, true)},
           {"Big5", look_double(samples, weigh_big5, false, false)},
           {"Shift_JIS", look_double(samples, weigh_sjis, true, false)}}};
}

/// Latin letters stand between ASCII letters; East Asian text comes in pairs of high bytes.
/// Share of high bytes that stand alone.
double lonely_share(std::span<const std::string_view> samples) {
  std::size_t high = 0;
  std::size_t lonely = 0;
  const auto is_high = [](std::string_view s, std::size_t i) {
    return i < s.size() && byte_at(s, i) >= 0x80;
  };
  for (const std::string_view s : samples)
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (!is_high(s, i)) continue;
      ++high;
      if (!is_high(s, i + 1) && (i == 0 || !is_high(s, i - 1))) ++lonely;
    }
  return high == 0 ? 0 : static_cast<double>(lonely) / static_cast<double>(high);
}

bool single_byte(std::string_view encoding) {
  return encoding.starts_with("ISO-8859") || encoding.starts_with("CP125") ||
         encoding.starts_with("CP437") || encoding.starts_with("CP850");
}

/// The content read as UTF-8 proves it: bytes above ASCII that form characters by chance are rare.
bool surely_utf8(std::span<const std::string_view> samples) {
  const Look look = look_utf8(samples);
  return look.invalid == 0 && look.characters > 0;
}

class Iconv {
 public:
  explicit Iconv(const std::string& from)
      // Files that say Shift_JIS hold Windows' superset of it.
      : handle_(iconv_open("UTF-8", from == "Shift_JIS" ? "CP932" : from.c_str())) {
    // iconv reports failure by the all-ones pointer.
    if (reinterpret_cast<std::intptr_t>(handle_) == -1)
      throw Error(
          ErrorKind::usage,
          "encoding \"{}\" is not known. Use UTF-8, GB18030, Big5, Shift_JIS or ISO-8859-1.", from);
  }
  ~Iconv() { iconv_close(handle_); }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;

  std::string decode(std::string_view bytes, Decoded& decoded) {
    std::string out(bytes.size() * 3 + 16, '\0');
    // iconv's signature is not const-correct; it does not write to its input.
    char* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    char* to = out.data();
    std::size_t room = out.size();
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    while (left > 0) {
      if (iconv(handle_, &in, &left, &to, &room) != static_cast<std::size_t>(-1)) break;
      const int why = errno;
      const auto used = static_cast<std::size_t>(to - out.data());
      if (why == E2BIG || room < 16) {
        out.resize(out.size() * 2 + 64);
        to = out.data() + used;
        room = out.size() - used;
        if (why == E2BIG) continue;
      }
      if (why == EINVAL) {
        decoded.cut = true;
        break;
      }
      to = std::copy(replacement.begin(), replacement.end(), to);
      room -= replacement.size();
      ++decoded.undecodable;
      ++in;
      --left;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
  }

 private:
  iconv_t handle_;
};

std::string checked_utf8(std::string_view bytes, Decoded& decoded) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const int length = utf8_length(bytes, i);
    if (length < 0) {
      decoded.cut = true;
      break;
    }
    if (length == 0) {
      out += replacement;
      ++decoded.undecodable;
      ++i;
    } else {
      out += bytes.substr(i, static_cast<std::size_t>(length));
      i += static_cast<std::size_t>(length);
    }
  }
  return out;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const int length = utf8_length(bytes, i);
    if (length <= 0) return false;
    i += static_cast<std::size_t>(length);
  }
  return true;
}

std::string guess_encoding(std::span<const std::string_view> samples) {
  const Look utf8 = look_utf8(samples);
  if (utf8.characters == 0) return "UTF-8";
  if (utf8.invalid == 0) return "UTF-8";
  const auto all = candidates(samples);
  const Candidate* best = all.data();
  for (const Candidate& c : all)
    if (c.fit() > best->fit() + 1e-9) best = &c;
  // A file that is UTF-8 but for a few broken bytes is still UTF-8.
  if (utf8.characters > 20 && static_cast<double>(utf8.invalid) < 0.02 * utf8.common &&
      best->look.invalid > 0)
    return "UTF-8";
  if (best->fit() < 0.4) return "ISO-8859-1";
  // Katakana has low second bytes and looks lonely too, but Latin text never fits it this well.
  if (best->encoding != "Shift_JIS" && lonely_share(samples) > 0.5) return "ISO-8859-1";
  return std::string(best->encoding);
}

std::string choose_encoding(std::span<const std::string_view> samples, const std::string& named,
                            bool& guessed) {
  guessed = true;
  const std::string content = guess_encoding(samples);
  if (named.empty()) return content;
  const std::string given = encoding_name(named);
  const bool all_ascii = std::all_of(samples.begin(), samples.end(), is_ascii);
  if (all_ascii || given == content) {
    guessed = false;
    return given;
  }
  if (surely_utf8(samples)) return "UTF-8";
  // A single-byte encoding decodes anything: its name proves nothing against a clear content.
  if (single_byte(given)) {
    guessed = content != "ISO-8859-1";
    return guessed ? content : given;
  }
  std::size_t undecodable = 0;
  for (const std::string_view sample : samples) {
    Decoded decoded;
    to_utf8(sample, given, decoded);
    undecodable += decoded.undecodable;
  }
  guessed = undecodable > 0;
  return guessed ? content : given;
}

std::string encoding_name(std::string_view named) {
  std::string key;
  for (const char c : named)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const std::string_view prefix : {"ansi", "oem", "windows", "msdos", "cp", "ms"})
    if (key.starts_with(prefix) && key.size() > prefix.size() &&
        std::isdigit(static_cast<unsigned char>(key[prefix.size()])) != 0)
      key.erase(0, prefix.size());
  if (key == "65001" || key == "utf8") return "UTF-8";
  if (key == "936" || key == "gbk" || key == "gb2312" || key == "gb18030" || key == "54936" ||
      key == "gb231280" || key == "euccn" || key == "20936")
    return "GB18030";
  if (key == "950" || key == "big5" || key == "big5hkscs") return "Big5";
  if (key == "932" || key == "sjis" || key == "shiftjis" || key == "31j") return "Shift_JIS";
  if (key == "88591" || key == "iso88591" || key == "latin1") return "ISO-8859-1";
  if (key.size() == 4 && key.starts_with("125")) return "CP" + key;
  if (key == "437" || key == "850" || key == "866") return "CP" + key;
  if (key.starts_with("8859") && key.size() > 4) return "ISO-8859-" + key.substr(4);
  return std::string(named);
}

std::string to_utf8(std::string_view bytes, const std::string& encoding, Decoded& decoded) {
  const std::string name = encoding_name(encoding);
  if (!name.starts_with("UTF-16") && is_ascii(bytes)) return std::string(bytes);
  if (name == "UTF-8") return checked_utf8(bytes, decoded);
  // Opening a converter costs far more than a short text: keep the last one of this thread.
  thread_local std::string open_name;
  thread_local std::unique_ptr<Iconv> open;
  if (!open || open_name != name) {
    open = std::make_unique<Iconv>(name);
    open_name = name;
  }
  return open->decode(bytes, decoded);
}

std::string to_utf8(std::string_view bytes, const std::string& encoding) {
  Decoded decoded;
  return to_utf8(bytes, encoding, decoded);
}

}  // namespace firebreak::io
