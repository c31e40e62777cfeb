#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "core/normalise/text_clean.hpp"
#include "core/normalise/words.hpp"

/// How word lists are searched; used by the word parsers only.
namespace firebreak {

template <class T>
struct WordEntry {
  std::string_view word;  ///< tidied
  T value;
  bool assumed = false;
};

template <class T>
const WordEntry<T>* find_word(std::string_view plain, std::span<const WordEntry<T>> table) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& e) { return e.word == plain; });
  return found == table.end() ? nullptr : &*found;
}

/// The longest entry inside `plain`: Chinese words of two characters and more, Latin ones of five
/// letters and more.
template <class T>
const WordEntry<T>* find_inside(std::string_view plain, std::span<const WordEntry<T>> table) {
  const WordEntry<T>* best = nullptr;
  for (const auto& entry : table)
    if (entry.word.size() >= 5 && plain.find(entry.word) != std::string_view::npos &&
        (best == nullptr || entry.word.size() > best->word.size()))
      best = &entry;
  return best;
}

/// Words that stand in class columns and say nothing about the class.
inline bool says_nothing(std::string_view plain) {
  static constexpr std::string_view words[] = {"yes",          "其他", "其它",          "other",
                                               "others",       "misc", "miscellaneous", "general",
                                               "user defined", "普通", "一般",          "0"};
  return means_missing(plain) ||
         std::find(std::begin(words), std::end(words), plain) != std::end(words);
}

template <class T>
Word<T> word_of(const WordEntry<T>* entry, bool assumed) {
  Word<T> out;
  if (entry == nullptr) {
    out.unreadable = true;
  } else {
    out.value = entry->value;
    out.assumed = assumed || entry->assumed;
  }
  return out;
}

/// Looks a cell up: the whole text, without an ending like 结构, each of several words parted by
/// signs (they must agree), at last the longest known word inside.
template <class T>
Word<T> look_up(std::string_view text, std::span<const WordEntry<T>> table,
                std::string_view ending = {}) {
  std::string plain = tidy(text);
  if (says_nothing(plain)) return {};
  std::replace(plain.begin(), plain.end(), '_', ' ');
  if (!ending.empty() && plain.size() > ending.size() && plain.ends_with(ending))
    plain.erase(plain.size() - ending.size());
  if (const auto* entry = find_word(plain, table)) return word_of(entry, false);
  const auto parts = pieces(plain, "/;,|+&");
  if (parts.size() > 1) {
    Word<T> all;
    for (const auto& part : parts) {
      const Word<T> one = look_up(part, table, ending);
      if (!one.value) continue;
      if (all.value && *all.value != *one.value) {
        Word<T> torn;
        torn.ambiguous = true;
        return torn;
      }
      all.value = one.value;
      all.assumed = all.assumed || one.assumed;
    }
    all.unreadable = !all.value;
    return all;
  }
  return word_of(find_inside(plain, table), true);
}

}  // namespace firebreak
