#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/text.hpp"

namespace firebreak::cli {

/// A progress line on stderr that rewrites itself, at most ten times a second.
class ProgressLine {
 public:
  explicit ProgressLine(bool shown) : shown_(shown) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void report(double done, std::string_view doing);
  void clear();

 private:
  bool shown_;
  std::size_t width_ = 0;
  std::chrono::steady_clock::time_point last_{};
};

/// The stop that Ctrl-C (SIGINT) and SIGTERM ask for. A second Ctrl-C ends the program at once.
std::stop_token stop_on_signals();

/// The language that LC_ALL, LC_MESSAGES or LANG names; English for anything but Chinese.
Language language_of_locale();

/// What the marks of a value and of its clause mean: one sentence each.
std::string marks_legend();

bool stderr_is_terminal();
bool stdout_is_terminal();

/// Columns that a text takes on a terminal: two for a Chinese character.
std::size_t display_width(std::string_view utf8);
/// The text filled up with spaces to `columns` (never cut).
std::string padded(std::string_view utf8, std::size_t columns);

}  // namespace firebreak::cli
