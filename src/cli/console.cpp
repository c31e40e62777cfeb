#include "cli/console.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace firebreak::cli {

void ProgressLine::report(double done, std::string_view doing) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const std::string line = fmt::format("{:3.0f} %  {}", 100 * done, translate(doing));
  const std::size_t width = display_width(line);
  fmt::print(stderr, "\r{}{}", line, std::string(width_ > width ? width_ - width : 0, ' '));
  std::fflush(stderr);
  width_ = width;
}

void ProgressLine::clear() {
  if (!shown_ || width_ == 0) return;
  fmt::print(stderr, "\r{}\r", std::string(width_, ' '));
  std::fflush(stderr);
  width_ = 0;
}

std::stop_token stop_on_signals() {
  // The signals are blocked everywhere and awaited on one thread: a handler could do nothing safe.
  static std::stop_source source;
  static std::atomic<bool> started{false};
  if (started.exchange(true)) return source.get_token();
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::thread([set] {
    int signal = 0;
    while (sigwait(&set, &signal) == 0) {
      if (source.stop_requested()) std::_Exit(5);
      source.request_stop();
    }
  }).detach();
  return source.get_token();
}

Language language_of_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::en;
}

bool stdout_is_terminal() {
  return isatty(STDOUT_FILENO) != 0;
}

std::string marks_legend() {
  return text(
      "Marks (value/clause): V2 two published passages agree; V1 one states it; VP seen but partly "
      "from memory; M from memory; D derived, not normative. A value marked VP or M is to be "
      "confirmed against the printed standard.");
}

bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) != 0;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if ((byte & 0xC0U) == 0x80U) continue;  // inside a character
    width += byte >= 0xE2U ? 2U : 1U;       // CJK and full-width marks begin at U+2000
    if (byte == 0xE2U && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xBAU)
      --width;  // general punctuation and symbols take one column
  }
  return width;
}

std::string padded(std::string_view utf8, std::size_t columns) {
  const std::size_t width = display_width(utf8);
  return std::string(utf8) + std::string(columns > width ? columns - width : 0, ' ');
}

}  // namespace firebreak::cli
