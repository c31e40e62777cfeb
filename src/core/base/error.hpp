#pragma once

#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/base/text.hpp"

namespace firebreak {

/// Who has to act. The number is the exit code of the command line.
enum class ErrorKind {
  gate = 1,       ///< `--gate` was given and findings exist
  usage = 2,      ///< the call is wrong: an option, a parameter out of range
  file = 3,       ///< a file cannot be read or written as asked
  no_answer = 4,  ///< the question has none: no site set meets the limits
  internal = 70,  ///< our own bug: an invariant does not hold
};

/// The one exception for "could not do what was asked". The text is complete and in the user's
/// language: what failed, where, why, and what to do about it. The English sentence is the key of
/// its translation.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& finished_text)
      : std::runtime_error(finished_text), kind_(kind) {}

  /// A sentence without figures: the key of its translation too.
  Error(ErrorKind kind, const char* sentence) : Error(kind, std::string(translate(sentence))) {}

  template <class First, class... Rest>
  Error(ErrorKind kind, std::string_view sentence, First&& first, Rest&&... rest)
      : Error(kind, text(sentence, std::forward<First>(first), std::forward<Rest>(rest)...)) {}

  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

/// Thrown by `Job::check()` after a stop request. Not an `Error`: nothing went wrong, and no half
/// result may pass for a whole one.
struct Cancelled final : std::exception {
  const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace firebreak
