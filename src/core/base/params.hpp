#pragma once

#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "core/base/error.hpp"

namespace firebreak {

/// One number an analysis can be tuned by, declared once per analysis: the `--set` option, the
/// project file key, the profile's key, the form on screen and the table of assumptions in the
/// report are all made from it. The full key is `<analysis>.<key>`, e.g. `hydrants.radius_m`.
template <class P>
struct Param {
  std::string_view key;   ///< as in the project file: `radius_m`
  std::string_view help;  ///< one sentence, no full stop; the key of its translation
  std::variant<double P::*, int P::*, bool P::*, std::string P::*> member;
  double min = 0;              ///< smallest number allowed (numbers only)
  double max = 1;              ///< largest number allowed (numbers only)
  std::string_view choices{};  ///< for text: the words allowed, separated by |
};

/// A value as files and options carry it, before it is put into a `Params` member.
using ParamValue = std::variant<double, bool, std::string>;

/// Puts `value` into the member that `param` names. Throws `Error` (usage) when the kind does not
/// fit or the number is out of range, naming `full_key`.
template <class P>
void assign(P& params, const Param<P>& param, std::string_view full_key, const ParamValue& value) {
  const auto wrong_kind = [&](std::string_view wanted) {
    return Error(ErrorKind::usage, "{}: {} is wanted here. {}.", full_key, translate(wanted),
                 translate(param.help));
  };
  const auto in_range = [&](double number) {
    if (!(number >= param.min && number <= param.max))
      throw Error(ErrorKind::usage, "{} = {} is outside {} to {}: {}.", full_key, number, param.min,
                  param.max, translate(param.help));
    return number;
  };
  if (const auto* real = std::get_if<double P::*>(&param.member)) {
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) throw wrong_kind("a number");
    params.*(*real) = in_range(*number);
  } else if (const auto* whole = std::get_if<int P::*>(&param.member)) {
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr || *number != std::floor(*number)) throw wrong_kind("a whole number");
    params.*(*whole) = static_cast<int>(in_range(*number));
  } else if (const auto* flag = std::get_if<bool P::*>(&param.member)) {
    const auto* truth = std::get_if<bool>(&value);
    if (truth == nullptr) throw wrong_kind("true or false");
    params.*(*flag) = *truth;
  } else if (const auto* word = std::get_if<std::string P::*>(&param.member)) {
    const auto* given = std::get_if<std::string>(&value);
    if (given == nullptr) throw wrong_kind("a word");
    const std::string framed = "|" + std::string(param.choices) + "|";
    if (!param.choices.empty() && framed.find("|" + *given + "|") == std::string::npos)
      throw Error(ErrorKind::usage, "{} = {} is not one of {}: {}.", full_key, *given,
                  param.choices, translate(param.help));
    params.*(*word) = *given;
  }
}

/// The member's present value, as files and reports show it.
template <class P>
ParamValue value_of(const P& params, const Param<P>& param) {
  return std::visit(
      [&](auto member) -> ParamValue {
        const auto& value = params.*member;
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, int>)
          return static_cast<double>(value);
        else
          return value;
      },
      param.member);
}

/// Throws `Error` (usage) for the first member of `params` outside its range.
template <class P>
void check(const P& params, std::string_view analysis) {
  for (const auto& param : P::schema()) {
    P copy = params;
    assign(copy, param, std::string(analysis) + "." + std::string(param.key),
           value_of(params, param));
  }
}

}  // namespace firebreak
