#pragma once

#include <QPushButton>
#include <QVBoxLayout>
#include <QWidget>

#include "core/model/proposal.hpp"
#include "gui/document.hpp"

namespace firebreak::gui {

/// What is proposed about the place of one layer: for each answer the evidence, before and after,
/// and a button that takes it as the line of the command line would. Hidden when there is nothing.
class PlaceProposalsBox : public QWidget {
  Q_OBJECT
 public:
  explicit PlaceProposalsBox(Document& document);

  /// Shows those about a source of the city.
  void show_source(std::size_t source);

 private:
  void add(const Proposal& proposal);
  /// A button that settles the other layers of the same answer too, under what speaks for each.
  void add_for_all(const Proposal& proposal, QVBoxLayout& column);

  Document& document_;
  QVBoxLayout* column_;
};

/// The proposals about a source of the document's city.
std::vector<Proposal> proposals_about(const Document& document, std::size_t source);

/// What taking a proposal does: "Exchange x and y".
QString answer_words(const Proposal& proposal);
/// The layers of a proposal and what speaks for it: "ledger.xlsx · east: As it stands, …"
QString layer_words(const Proposal& proposal);
/// A button that leaves the layers of proposals as they are, as one edit; null where one of them
/// has no place to be left at.
QPushButton* leave_button(Document& document, const std::vector<Proposal>& proposals);
/// Takes proposals in the name of the person at the machine, as one edit.
void accept_proposals(Document& document, std::vector<Proposal> proposals);

}  // namespace firebreak::gui
