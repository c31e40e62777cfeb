#pragma once

#include <QPushButton>
#include <QVBoxLayout>
#include <QWidget>

#include "gui/document.hpp"

namespace firebreak::gui {

/// Every open question about the place of a layer, above the list of layers: what speaks for the
/// answer, and a button that takes it for all layers of the same answer (planner.md 4.2: at most
/// two questions); where several answers fit, a button for each. One more button takes all that
/// have but one answer. Questions that no verdict needs are folded below. Hidden when nothing is
/// open.
class PlaceQuestions : public QWidget {
  Q_OBJECT
 public:
  explicit PlaceQuestions(Document& document);

 private:
  void fill();
  /// Those of the questions, and a button for all that have but one answer.
  void ask_all(const std::vector<std::vector<Proposal>>& questions, QVBoxLayout& column);
  void ask(const std::vector<Proposal>& question, QVBoxLayout& into);
  QPushButton* take_button(const std::vector<Proposal>& taken);

  Document& document_;
  QVBoxLayout* column_;
};

}  // namespace firebreak::gui
