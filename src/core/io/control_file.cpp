#include "core/io/control_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <string>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace {

/// The numbers of a line; empty if any of its words is none.
std::vector<double> numbers_in(std::string line) {
  std::ranges::replace_if(
      line, [](char c) { return c == ',' || c == ';' || c == '\t' || c == '\r'; }, ' ');
  std::vector<double> numbers;
  for (const char* at = line.data(); at != line.data() + line.size();) {
    if (*at == ' ') {
      ++at;
      continue;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(at, line.data() + line.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return {};
    numbers.push_back(value);
    at = end;
  }
  return numbers;
}

}  // namespace

std::vector<ControlPair> read_control_points(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in)
    throw Error(ErrorKind::file, "{}: the file of control points cannot be read. Check its path.",
                file.string());
  std::vector<ControlPair> pairs;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.find_first_not_of(" \t\r,;") == std::string::npos || line.starts_with('#')) continue;
    const std::vector<double> numbers = numbers_in(line);
    if (numbers.size() == 4) {
      pairs.push_back({{numbers[0], numbers[1]}, {numbers[2], numbers[3]}});
    } else if (number > 1) {
      throw Error(ErrorKind::file,
                  "{}, line {}: a control point needs four numbers: x, y of the source, then E, N "
                  "of its CRS.",
                  file.string(), number);
    }
  }
  return pairs;
}

}  // namespace firebreak::io
