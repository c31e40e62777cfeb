#include "gui/city_box.hpp"

#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>
#include <algorithm>

#include "core/base/error.hpp"
#include "core/geo/crs.hpp"
#include "core/io/check_file.hpp"
#include "core/io/read.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/saved_mapping.hpp"
#include "gui/folded_box.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

void check_study_area(const std::filesystem::path& path, const Job& job) {
  const auto layers = io::read_source(path, {}, job);
  const bool any = std::ranges::any_of(layers, [](const RawLayer& layer) {
    return std::ranges::count(layer.shapes.part_kind, PartKind::outer) > 0;
  });
  if (!any)
    throw Error(ErrorKind::file,
                "{}: there is no polygon in it. A study area is a polygon: choose another file.",
                path.string());
}

void check_ledger(const std::filesystem::path& path, const Job&) {
  io::open_risk_file(path);
}

void check_mapping(const std::filesystem::path& path, const Job&) {
  io::read_saved_mapping(path);
}

void check_field_checks(const std::filesystem::path& path, const Job&) {
  io::read_check_file(path);
}

}  // namespace

CityBox::CityBox(Document& document) : document_(document) {
  setObjectName("city_box");
  auto* form = new QFormLayout(this);
  form->setContentsMargins(12, 0, 0, 0);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  name_ = new QLineEdit;
  name_->setObjectName("city_name");
  say_tip(name_, tr_key("Title of maps and reports"));
  add_row(tr_key("Name"), name_);
  crs_ = new QLineEdit;
  crs_->setObjectName("city_crs");
  say_tip(crs_, tr_key("CRS in metres in which all is measured and written, e.g. EPSG:4547; empty: "
                       "chosen by place"));
  add_row(tr_key("CRS"), crs_);
  add_file("city_study_area", tr_key("Study area"),
           tr_key("Polygon that clips what is reported, not the data that are needed to judge it"),
           tr_key("Study area"), &io::Project::study_area, &check_study_area);
  add_file("city_mapping", tr_key("Mapping file"),
           tr_key("What files of each kind are taken for; empty: the mapping.toml beside project "
                  "and data"),
           tr_key("Mapping file"), &io::Project::mapping, &check_mapping);
  add_file("city_ledger", tr_key("Ledger"),
           tr_key("An earlier result whose findings, projects and targets are carried on"),
           tr_key("Ledger"), &io::Project::ledger, &check_ledger);
  add_file("city_field_checks", tr_key("Field checks"),
           tr_key("What was found on site, as firebreak fieldcheck merge writes it"),
           tr_key("Field checks"), &io::Project::field_checks, &check_field_checks);
  public_ = new QCheckBox;
  public_->setObjectName("city_public");
  say(public_, tr_key("Public edition"));
  say_tip(public_, tr_key("No phones, no persons and no exact hazardous sites in any output"));
  form->addRow(public_);

  connect(name_, &QLineEdit::editingFinished, this, [this] {
    name_->setModified(false);
    document_.edit(tr_key("Name of the city"), [&](io::Project& project) {
      project.name = name_->text().trimmed().toStdString();
    });
  });
  connect(crs_, &QLineEdit::editingFinished, this, [this] {
    crs_->setModified(false);
    const std::string typed = crs_->text().trimmed().toStdString();
    if (typed == document_.project().crs) return;
    try {
      if (!typed.empty() && !Crs(typed).metric())
        throw Error(ErrorKind::usage,
                    "{} does not measure in metres. Name a projected CRS in metres, e.g. "
                    "EPSG:4547.",
                    typed);
    } catch (const Error& e) {
      fill();
      return document_.tell(to_qt(e.what()), Tone::failure);
    }
    document_.edit(tr_key("CRS of the city"), [&](io::Project& project) { project.crs = typed; });
  });
  connect(public_, &QCheckBox::clicked, this, [this](bool wanted) {
    document_.edit(tr_key("Public edition"),
                   [&](io::Project& project) { project.public_edition = wanted; });
  });
  connect(&document_, &Document::opened, this, &CityBox::forget_typing);
  connect(&document_, &Document::project_changed, this, &CityBox::fill);
  // Once the window shows the step that the field belongs to.
  connect(&document_, &Document::crs_wanted, this, &CityBox::ask_crs, Qt::QueuedConnection);
  fill();
}

void CityBox::add_row(const char* label, QWidget* field) {
  auto* words = new QLabel;
  say(words, label);
  words->setBuddy(field);
  static_cast<QFormLayout*>(layout())->addRow(words, field);
}

void CityBox::add_file(const char* name, const char* label, const char* tip, const char* undo,
                       std::filesystem::path io::Project::*member, Check check) {
  auto* field = new PathField(name, words("All files") + " (*)");
  say_tip(field->line(), tip);
  add_row(label, field);
  files_.push_back(std::make_unique<File>(field, member));
  File* const file = files_.back().get();
  connect(&file->checking, &Task::failed, this, [this](const QString& why) {
    fill();
    document_.tell(why, Tone::failure);
  });
  connect(field, &PathField::path_wanted, this,
          [this, undo, file, check = std::move(check)](std::filesystem::path path) {
            const auto take = [this, undo, file](const std::filesystem::path& good) {
              document_.edit(undo, [&](io::Project& project) { project.*(file->member) = good; });
            };
            file->checking.cancel();  // what was named before is void
            if (path.empty()) return take(path);
            if (path.is_relative() && !document_.project().path.empty())
              path = (document_.project().path.parent_path() / path).lexically_normal();
            file->checking.start(
                [path, check](const Job& job) {
                  check(path, job);
                  return path;
                },
                take);
          });
}

void CityBox::fill() {
  const io::Project& project = document_.project();
  const auto show = [](QLineEdit* line, const std::string& text) {
    if (!line->isModified()) line->setText(to_qt(text));
  };
  show(name_, project.name);
  show(crs_, project.crs);
  for (const auto& file : files_)
    if (!file->checking.running()) file->field->show_path(project.*(file->member));
  public_->setChecked(project.public_edition);
}

void CityBox::ask_crs() {
  for (QWidget* around = parentWidget(); around != nullptr; around = around->parentWidget()) {
    if (auto* folded = dynamic_cast<FoldedBox*>(around)) folded->unfold();
    if (auto* page =
            qobject_cast<QScrollArea*>(around))  // as soon as what was unfolded has its place
      QTimer::singleShot(0, page, [page, field = crs_] { page->ensureWidgetVisible(field); });
  }
  crs_->setFocus(Qt::OtherFocusReason);
  crs_->selectAll();
}

void CityBox::forget_typing() {
  name_->setModified(false);
  crs_->setModified(false);
  for (const auto& file : files_) {
    file->checking.cancel();
    file->field->forget_typing();
  }
}

}  // namespace firebreak::gui
