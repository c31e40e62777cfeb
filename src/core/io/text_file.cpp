#include "core/io/text_file.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/io/text_encoding.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

std::string whole_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in)
    throw Error(ErrorKind::file, "{}: the file cannot be read. Check that you may read it.",
                path.string());
  return std::move(out).str();
}

}  // namespace

std::string decoded_text(const fs::path& path, const fs::path& shown, const std::string& forced,
                         RawLayer& layer) {
  std::string bytes = whole_file(path);
  std::vector<std::string_view> lines;
  std::string named;
  if (bytes.starts_with("\xEF\xBB\xBF")) named = "UTF-8", bytes.erase(0, 3);
  if (bytes.starts_with("\xFF\xFE")) named = "UTF-16LE", bytes.erase(0, 2);
  if (bytes.starts_with("\xFE\xFF")) named = "UTF-16BE", bytes.erase(0, 2);
  layer.encoding = forced.empty() ? named : encoding_name(forced);
  if (layer.encoding.empty()) {
    for (std::size_t at = 0; at < bytes.size() && lines.size() < 20000;) {
      const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
      const std::string_view line = std::string_view(bytes).substr(at, end - at);
      if (!is_ascii(line)) lines.push_back(line);
      at = end + 1;
    }
    layer.encoding = guess_encoding(lines);
    layer.encoding_guessed = !lines.empty();
  }
  if (!layer.encoding.starts_with("UTF-16") && bytes.find('\0') != std::string::npos)
    throw Error(ErrorKind::file,
                "{}: this is not a text table; it holds binary data. Check what the file is and "
                "give it its right ending.",
                shown.string());
  Decoded decoded;
  std::string text_in_utf8 = to_utf8(bytes, layer.encoding, decoded);
  if (decoded.undecodable > 0) {
    Issue issue;
    issue.kind = IssueKind::encoding;
    issue.severity = Severity::doubtful;
    issue.detail = text(for_count(decoded.undecodable, tr_key("{} byte is not {}; it shows as �"),
                                  tr_key("{} bytes are not {}; they show as �")),
                        decoded.undecodable, layer.encoding);
    issue.effect = text("Names and values in them may not be recognised.");
    layer.issues.push_back(std::move(issue));
  }
  return text_in_utf8;
}

}  // namespace firebreak::io
