#include "gui/place_proposals_box.hpp"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <algorithm>
#include <filesystem>

#include "core/base/plural.hpp"
#include "core/io/login_name.hpp"
#include "core/io/same_answer.hpp"
#include "core/normalise/row_shift.hpp"
#include "gui/clear_layout.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

QString answer_words(const Proposal& proposal) {
  if (proposal.key == "shift")
    return words("Shift back from {}", proposal.value == "gcj02" ? "GCJ-02" : "BD-09");
  if (proposal.key == "shift_rows") {
    const auto shifts = row_shifts_from(proposal.value).value_or(std::vector<RowShift>());
    if (shifts.empty()) return to_qt(proposal.line());
    const std::size_t count = shifts.front().records.size();
    return words(for_count(count, tr_key("Shift {0} record back from {1}"),
                           tr_key("Shift {0} records back from {1}")),
                 count, shifts.front().shift == CoordinateShift::gcj02 ? "GCJ-02" : "BD-09");
  }
  if (proposal.key == "axes") return words("Exchange x and y");
  if (proposal.key == "angles") return words("Read as degrees, minutes and seconds");
  return words("Take as {}", proposal.value);
}

QString layer_words(const Proposal& proposal) {
  QString name = to_qt(std::filesystem::path(proposal.path).filename().string());
  for (const std::string& layer : proposal.layers) name += " · " + to_qt(layer);
  return name + ": " + to_qt(proposal.evidence);
}

void accept_proposals(Document& document, std::vector<Proposal> proposals) {
  for (Proposal& proposal : proposals)
    proposal.only_one = true;  // a person has chosen among those that fit
  document.edit(tr_key("Place of a layer, as proposed"), [&](io::Project& project) {
    project = io::accepted(std::move(project), proposals, io::login_name());
  });
}

QPushButton* leave_button(Document& document, const std::vector<Proposal>& proposals) {
  const auto city = document.city();
  const auto has_place = [&](std::uint32_t source) {
    return city && source < city->sources.size() && city->sources[source].crs != "unknown";
  };
  for (const Proposal& proposal : proposals)
    if (!std::ranges::all_of(proposal.sources, has_place)) return nullptr;
  auto* leave = new QPushButton(words("Leave it as it is"));
  leave->setObjectName("intake_leave");
  leave->setToolTip(words("It lies right where it is: nothing is proposed about it any more"));
  QObject::connect(leave, &QPushButton::clicked, leave, [&document, proposals] {
    document.edit(tr_key("Place of a layer, left as it is"), [&](io::Project& project) {
      project = io::left_as_is(std::move(project), proposals);
    });
  });
  return leave;
}

std::vector<Proposal> proposals_about(const Document& document, std::size_t source) {
  std::vector<Proposal> found;
  const auto city = document.city();
  if (!city) return found;
  std::ranges::copy_if(city->proposals, std::back_inserter(found), [&](const Proposal& proposal) {
    return std::ranges::any_of(proposal.sources, [&](std::uint32_t s) { return s == source; });
  });
  return found;
}

PlaceProposalsBox::PlaceProposalsBox(Document& document) : document_(document) {
  setObjectName("intake_proposals");
  column_ = new QVBoxLayout(this);
  column_->setContentsMargins(0, 0, 0, 0);
}

void PlaceProposalsBox::show_source(std::size_t source) {
  clear_layout(*column_);
  const auto proposals = proposals_about(document_, source);
  for (const Proposal& proposal : proposals) add(proposal);
  setVisible(!proposals.empty());
}

void PlaceProposalsBox::add(const Proposal& proposal) {
  auto* frame = new QFrame;
  frame->setFrameShape(QFrame::StyledPanel);
  auto* evidence = new QLabel(to_qt(proposal.evidence));
  evidence->setObjectName("intake_evidence");
  evidence->setWordWrap(true);
  evidence->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* button = new QPushButton(answer_words(proposal));
  button->setObjectName("intake_accept");
  button->setToolTip(to_qt(proposal.line()));
  connect(button, &QPushButton::clicked, this,
          [this, proposal] { accept_proposals(document_, {proposal}); });
  auto* column = new QVBoxLayout(frame);
  column->addWidget(evidence);
  if (!proposal.only_one) {
    auto* rival = new QLabel(words("Another answer fits as well: choose one."));
    rival->setWordWrap(true);
    column->addWidget(rival);
  }
  column->addWidget(button, 0, Qt::AlignLeft);
  if (QPushButton* leave = leave_button(document_, {proposal}))
    column->addWidget(leave, 0, Qt::AlignLeft);
  add_for_all(proposal, *column);
  column_->addWidget(frame);
}

void PlaceProposalsBox::add_for_all(const Proposal& proposal, QVBoxLayout& column) {
  const auto city = document_.city();
  if (!city) return;
  std::vector<Proposal> together;
  QStringList others;
  for (const Proposal& other : city->proposals) {
    if (!io::same_answer(proposal, other)) continue;
    together.push_back(other);
    if (other.sources != proposal.sources) others += layer_words(other);
  }
  if (others.isEmpty()) return;
  auto* evidence = new QLabel(others.join("\n"));
  evidence->setObjectName("intake_evidence_others");
  evidence->setWordWrap(true);
  auto* button = new QPushButton(words("The same for {} layers", together.size()));
  button->setObjectName("intake_accept_all");
  connect(button, &QPushButton::clicked, this,
          [this, together] { accept_proposals(document_, together); });
  column.addWidget(evidence);
  column.addWidget(button, 0, Qt::AlignLeft);
}

}  // namespace firebreak::gui
