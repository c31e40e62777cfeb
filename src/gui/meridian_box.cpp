#include "gui/meridian_box.hpp"

#include <fmt/format.h>

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "core/normalise/crs_choice.hpp"
#include "core/normalise/crs_zones.hpp"
#include "gui/intake_words.hpp"
#include "gui/place_proposals_box.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// Those of which nothing is proposed either.
std::vector<const IntakeRow*> rows_without_zone(const Document& document) {
  std::vector<const IntakeRow*> rows;
  const auto city = document.city();
  const auto& intake = document.intake();
  if (!city || city->sources.size() < intake.size()) return rows;
  for (std::size_t i = 0; i < intake.size(); ++i)
    if (intake[i].without_zone && city->sources[i].crs == "unknown" &&
        proposals_about(document, i).empty())
      rows.push_back(&intake[i]);
  return rows;
}

/// One answer for all of them, a file at a time.
std::vector<Proposal> answers(const Document& document, const std::string& crs,
                              const std::string& evidence) {
  const auto rows = rows_without_zone(document);
  std::map<std::string, Proposal> by_file;
  for (const IntakeRow& row : document.intake()) {
    const bool meant = std::ranges::find(rows, &row) != rows.end();
    Proposal& proposal = by_file[row.path];
    (meant ? proposal.layers : proposal.others).push_back(row.layer);
  }
  std::vector<Proposal> out;
  for (auto& [path, proposal] : by_file) {
    if (proposal.layers.empty()) continue;
    if (proposal.others.empty()) proposal.layers.clear();  // the whole file
    proposal.path = path;
    proposal.key = "crs";
    proposal.value = crs;
    proposal.evidence = evidence;
    out.push_back(std::move(proposal));
  }
  return out;
}

QString meridian_words(int meridian, const Crs& crs, Xy middle) {
  const Xy at = Transform(crs, wgs84())(middle);
  return words("{0}° E: it lies around {1:.2f}° E, {2:.2f}° N", meridian, at.x_m, at.y_m);
}

}  // namespace

MeridianBox::MeridianBox(Document& document) : document_(document) {
  setObjectName("intake_meridian");
  told_ = new QLabel;
  told_->setObjectName("intake_meridian_told");
  told_->setWordWrap(true);
  told_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // names may be long
  meridians_ = new QComboBox;
  meridians_->setObjectName("intake_meridians");
  meridians_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  take_ = new QPushButton;
  take_->setObjectName("intake_meridian_take");
  auto* answer = new QHBoxLayout;
  answer->addWidget(meridians_, 1);
  answer->addWidget(take_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(told_);
  column->addLayout(answer);
  connect(meridians_, &QComboBox::currentIndexChanged, this,
          [this](int at) { take_->setEnabled(at > 0); });
  connect(take_, &QPushButton::clicked, this, &MeridianBox::take);
  for (const auto signal :
       {&Document::intake_changed, &Document::city_changed, &Document::language_changed})
    connect(&document_, signal, this, &MeridianBox::fill);
  fill();
}

void MeridianBox::fill() {
  const auto rows = rows_without_zone(document_);
  setVisible(!rows.empty());
  const QVariant before = meridians_->currentData();
  meridians_->clear();
  if (rows.empty()) return;
  QStringList names;
  for (const IntakeRow* row : rows)
    if (const QString name = file_name(row->path); !names.contains(name)) names += name;
  told_->setText(
      words("{}: metres of a grid, and nothing says of which zone. Which central meridian has it? "
            "Whoever made the survey knows.",
            names.join(", ").toStdString()));
  take_->setText(words("Take this one"));
  meridians_->addItem(words("Choose the central meridian …"), QVariant());
  constexpr int first = 75, last = 135, step = 3;
  for (int meridian = first; meridian <= last; meridian += step) {
    const std::string code = fmt::format("EPSG:{}", code_of_meridian(meridian));
    meridians_->addItem(meridian_words(meridian, Crs(code), *rows.front()->without_zone),
                        to_qt(code));
  }
  meridians_->setCurrentIndex(before.isValid() ? std::max(0, meridians_->findData(before)) : 0);
  take_->setEnabled(meridians_->currentIndex() > 0);
}

void MeridianBox::take() {
  const std::string crs = meridians_->currentData().toString().toStdString();
  if (crs.empty()) return;
  accept_proposals(
      document_,
      answers(document_, crs, words("The central meridian was chosen by hand.").toStdString()));
}

}  // namespace firebreak::gui
