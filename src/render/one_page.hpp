#pragma once

#include <QByteArray>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"

namespace firebreak::render {

/// One paragraph of a page about one thing.
struct PagePart {
  std::string heading;
  std::vector<std::string> sentences;
  std::vector<std::string> rules;  ///< clauses, in small letters
};

/// An A4 page about one feature of a result, all words in `language`.
struct OnePage {
  std::string title;
  std::vector<PagePart> parts;
  std::string table;      ///< the feature's table
  std::size_t row = 0;    ///< and its row: outlined on the map, in its middle
  double around_m = 120;  ///< what the map shows at least, on each side of the feature
  Language language = Language::en;
};

/// The page as a PDF: title, small map, paragraphs, where the figures come from. What does not fit
/// goes on a further page. Throws `Error` (usage) if there is no such row.
QByteArray one_page_pdf(const std::vector<FeatureTable>& tables, const RunRecord& record,
                        const StyleSheet& style, const OnePage& page, const Job& job);

}  // namespace firebreak::render
