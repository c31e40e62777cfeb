#include <QCollator>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "gui/cell_words.hpp"
#include "gui/row_query.hpp"
#include "gui/words.hpp"

/// Order and figures of columns.
namespace firebreak::gui {

namespace {

/// A row and what it is sorted by, side by side: sorting never jumps into the table.
template <class Key>
struct Keyed {
  Key key;
  std::uint32_t row;
};

/// Sorts in runs, then merges them, so that a stop is heard.
template <class Key>
void sort_keyed(std::vector<Keyed<Key>>& rows, bool descending, const Job& job) {
  const auto before = [descending](const Keyed<Key>& a, const Keyed<Key>& b) {
    return descending ? b.key < a.key : a.key < b.key;
  };
  constexpr std::size_t run = 1U << 16U;
  for (std::size_t i = 0; i < rows.size(); i += run) {
    job.check();
    std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(i),
                     rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), i + run)),
                     before);
  }
  for (std::size_t width = run; width < rows.size(); width *= 2)
    for (std::size_t i = 0; i + width < rows.size(); i += 2 * width) {
      job.check();
      std::inplace_merge(
          rows.begin() + static_cast<std::ptrdiff_t>(i),
          rows.begin() + static_cast<std::ptrdiff_t>(i + width),
          rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), i + 2 * width)), before);
    }
}

/// The texts of a column as numbers in the order of a dictionary: of the user's language, with
/// numbers in them by their value ("Haus 9" before "Haus 10").
std::vector<std::uint32_t> ranks_of(const Column& column, const Job& job) {
  std::unordered_map<std::string_view, std::uint32_t> place;
  std::vector<std::uint32_t> of_row(column.size());
  std::vector<std::string_view> different;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (row % 65536 == 0) job.check();
    const auto [found, added] =
        place.try_emplace(column.texts[row], static_cast<std::uint32_t>(different.size()));
    if (added) different.push_back(column.texts[row]);
    of_row[row] = found->second;
  }
  QCollator collator(language() == Language::zh ? QLocale(QLocale::Chinese) : QLocale::c());
  if (language() != Language::zh) collator.setLocale(QLocale(QLocale::English));
  collator.setNumericMode(true);
  collator.setCaseSensitivity(Qt::CaseInsensitive);
  std::vector<QCollatorSortKey> keys;
  keys.reserve(different.size());
  for (std::size_t i = 0; i < different.size(); ++i) {
    if (i % 4096 == 0) job.check();
    keys.push_back(collator.sortKey(to_qt(shown_text(column, different[i]))));
  }
  std::vector<std::uint32_t> order(different.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int c = keys[a].compare(keys[b]);
    return c != 0 ? c < 0 : different[a] < different[b];
  });
  std::vector<std::uint32_t> rank(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<std::uint32_t>(i);
  for (std::uint32_t& text : of_row) text = rank[text];
  return of_row;
}

template <class Key, class Value>
void sort_by(std::vector<std::uint32_t>& rows, std::ptrdiff_t known, bool descending,
             const Value& value, const Job& job) {
  std::vector<Keyed<Key>> keyed;
  keyed.reserve(static_cast<std::size_t>(known));
  for (std::ptrdiff_t i = 0; i < known; ++i)
    keyed.push_back({value(rows[static_cast<std::size_t>(i)]), rows[static_cast<std::size_t>(i)]});
  sort_keyed(keyed, descending, job);
  for (std::size_t i = 0; i < keyed.size(); ++i) rows[i] = keyed[i].row;
}

}  // namespace

void sort_rows(std::vector<std::uint32_t>& rows, const Column& column, bool descending,
               const Job& job) {
  const auto is_known = [&](std::uint32_t row) {
    return column.has(row) && !(column.type == ColumnType::real && std::isnan(column.reals[row]));
  };
  const auto known = std::stable_partition(rows.begin(), rows.end(), is_known) - rows.begin();
  if (column.type == ColumnType::real) {
    sort_by<double>(
        rows, known, descending, [&](auto row) { return column.reals[row]; }, job);
  } else if (column.type == ColumnType::integer) {
    sort_by<std::int64_t>(
        rows, known, descending, [&](auto row) { return column.integers[row]; }, job);
  } else {
    const auto ranks = ranks_of(column, job);
    sort_by<std::uint32_t>(
        rows, known, descending, [&](auto row) { return ranks[row]; }, job);
  }
}

ColumnSummary summary_of(const Column& column, const std::vector<std::uint32_t>& rows,
                         const Job& job) {
  ColumnSummary summary;
  std::unordered_map<std::string_view, std::size_t> counts;
  double sum = 0;
  double lost = 0;  // what adding to a large sum rounds away
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i % 65536 == 0) job.check();
    const std::uint32_t row = rows[i];
    if (!column.has(row)) {
      ++summary.missing;
      continue;
    }
    ++summary.values;
    if (column.type == ColumnType::text) {
      ++counts[column.texts[row]];
      continue;
    }
    const double value = column.type == ColumnType::real
                             ? column.reals[row]
                             : static_cast<double>(column.integers[row]);
    summary.min = std::min(summary.min.value_or(value), value);
    summary.max = std::max(summary.max.value_or(value), value);
    const double corrected = value - lost;
    const double next = sum + corrected;
    lost = (next - sum) - corrected;
    sum = next;
  }
  if (column.type != ColumnType::text) {
    if (summary.values == 0) return summary;
    summary.sum = sum;
    summary.mean = sum / static_cast<double>(summary.values);
    return summary;
  }
  summary.different = counts.size();
  std::vector<std::pair<std::string_view, std::size_t>> sorted(counts.begin(), counts.end());
  const std::size_t shown = std::min<std::size_t>(sorted.size(), 8);
  std::partial_sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(shown),
                    sorted.end(), [](const auto& a, const auto& b) {
                      return a.second != b.second ? a.second > b.second : a.first < b.first;
                    });
  for (std::size_t i = 0; i < shown; ++i)
    summary.commonest.emplace_back(shown_text(column, sorted[i].first), sorted[i].second);
  return summary;
}

}  // namespace firebreak::gui
