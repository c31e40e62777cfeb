#include "gui/engine_box.hpp"

#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QSignalBlocker>

#include "core/base/error.hpp"
#include "core/io/rule_file.hpp"
#include "gui/folded_box.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

EngineBox::EngineBox(Document& document) : document_(document) {
  setObjectName("engine_box");
  ask_engine_file = [this] {
    return QFileDialog::getOpenFileName(this, words("Engines"), QString(),
                                        words("Engines") + " (*.toml)");
  };
  engines_ = new QComboBox;
  engines_->setObjectName("engine");
  engines_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  say_tip(engines_, tr_key("The engine that every lane must let through"));
  facts_ = new QLabel;
  facts_->setObjectName("engine_facts");
  facts_->setWordWrap(true);
  facts_->setForegroundRole(QPalette::PlaceholderText);
  values_ = new QTreeWidget;
  values_->setObjectName("engine_values");
  say_help(values_, tr_key("Every value of the engine, with where it is from"));
  values_->setColumnCount(3);
  values_->setRootIsDecorated(false);
  values_->setAlternatingRowColors(true);
  values_->setMinimumHeight(190);
  values_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  auto* label = new QLabel;
  say(label, tr_key("Engine"));
  label->setBuddy(engines_);
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setLabelAlignment(Qt::AlignLeft);
  form->addRow(label, engines_);
  form->addRow(facts_);
  form->addRow(new FoldedBox(tr_key("Every value of the engine"), values_));
  connect(engines_, &QComboBox::activated, this, &EngineBox::choose);
}

void EngineBox::choose(int at) {
  const QString name = engines_->itemData(at).toString();
  std::string wanted = name.toStdString();
  if (name.isEmpty()) {
    const QString file = ask_engine_file();
    if (file.isEmpty()) return refresh();  // the combo shows again what is in force
    wanted = file.toStdString();
  }
  try {
    io::EngineName engine = io::engine_name_from(wanted);
    engine.name = io::engine_called(wanted).name;  // a file alone: its narrowest
    document_.edit(tr_key("Engine"),
                   [&](io::Project& project) { project.engine = io::engine_text(engine); });
  } catch (const Error& e) {
    refresh();
    emit refused(to_qt(e.what()));
  }
}

void EngineBox::add_engines(const std::filesystem::path& file) {
  for (const std::string& name : io::vehicle_names(file)) {
    const Vehicle engine = io::vehicle_named(name, file);
    const QString title = file.empty() ? to_qt(translate(name))
                                       : to_qt(name) + " – " + to_qt(file.filename().string());
    engines_->addItem(title, to_qt(io::engine_text({file, name})));
    engines_->setItemData(
        engines_->count() - 1,
        words("{:g} m wide, {:g} m with its margins; {:g} m long, {:g} m high; turns within {:g} m",
              engine.body_width_m, engine.required_width_m(), engine.length_m, engine.height_m,
              engine.outer_radius_m),
        Qt::ToolTipRole);
  }
}

void EngineBox::refresh() {
  const std::string& now = document_.project().engine;
  const io::EngineName engine = io::engine_name_from(now);
  const QSignalBlocker quiet(engines_);
  engines_->clear();
  values_->clear();
  facts_->clear();
  try {
    add_engines({});
    if (!engine.file.empty()) add_engines(engine.file);
    const Vehicle in_force = io::engine_called(now);
    engines_->setCurrentIndex(
        engines_->findData(to_qt(io::engine_text({engine.file, in_force.name}))));
    facts_->setText(engines_->currentData(Qt::ToolTipRole).toString());
    show_values(in_force, engine.file.empty());
  } catch (const Error& e) {
    engines_->setCurrentIndex(-1);
    facts_->setText(to_qt(e.what()));
  }
  engines_->addItem(words("A file …"), QString());
}

void EngineBox::show_values(const Vehicle& engine, bool shipped) {
  values_->setHeaderLabels({words("Value"), words("Figure"), words("Rests on")});
  const QString basis =
      shipped ? words("no clause: planning assumption (D)")
              : words("your file {}",
                      io::engine_name_from(document_.project().engine).file.filename().string());
  const auto add = [&](const char* title, double metres, const QString& rests_on) {
    auto* item = new QTreeWidgetItem(values_);
    item->setText(0, words(title));
    item->setText(1, words("{:g} m", metres));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(2, rests_on);
    item->setToolTip(2, rests_on);
  };
  add(tr_key("Width of the body"), engine.body_width_m, basis);
  add(tr_key("Margin on each side"), engine.side_margin_m, basis);
  add(tr_key("Width that it needs"), engine.required_width_m(),
      words("body and both margins together"));
  add(tr_key("Length"), engine.length_m, basis);
  add(tr_key("Height"), engine.height_m, basis);
  add(tr_key("Wheelbase"), engine.wheelbase_m, basis);
  add(tr_key("Overhang in front"), engine.front_overhang_m, basis);
  add(tr_key("Overhang behind"), engine.rear_overhang_m, basis);
  add(tr_key("Outer turning radius, wall to wall"), engine.outer_radius_m, basis);
}

}  // namespace firebreak::gui
