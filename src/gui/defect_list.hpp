#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "gui/document.hpp"

namespace firebreak::gui {

/// The defects that the document knows of: of the city that was read, else of the result that is
/// open. What is said of one is made when it is asked for: there may be a million.
class DefectList {
 public:
  explicit DefectList(const Document& document);

  /// False while there is neither a city nor a result that tells of defects.
  bool known() const { return city_ || table_; }
  std::size_t size() const;

  /// What defects are counted together by.
  struct Kind {
    int rank = 0;  ///< most serious first
    std::string kind, severity, action, file, layer;
    auto operator<=>(const Kind&) const = default;
  };
  Kind kind(std::size_t at) const;
  /// How many records it speaks for.
  std::uint64_t records(std::size_t at) const;
  QString record(std::size_t at) const;  ///< empty: the layer as a whole
  std::optional<Box> place(std::size_t at) const;
  /// The place in words, in coordinates of the map.
  QString place_words(std::size_t at) const;
  QString detail(std::size_t at) const;
  /// What it does to the result: what is said of it, else what a defect of its severity does.
  QString effect(std::size_t at) const;

 private:
  std::string_view cell(const char* column, std::size_t row) const;

  const Document& document_;
  std::shared_ptr<const City> city_;
  TablePtr table_;  ///< data_health of a result
  Xy origin_;
};

}  // namespace firebreak::gui
