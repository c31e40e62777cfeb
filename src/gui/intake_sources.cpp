#include <QFileDialog>
#include <QShortcut>
#include <set>

#include "core/io/moved_files.hpp"
#include "gui/data_page.hpp"
#include "gui/words.hpp"

/// The import page: which source of the project a layer is, and the commands that take it out,
/// leave it out or find its file again.
namespace firebreak::gui {

void IntakePage::make_commands() {
  ask_new_place = [this](const QString& old) {
    return QFileDialog::getOpenFileName(this, words("Where is {} now?", old.toStdString()), old,
                                        words("All files") + " (*)");
  };
  find_ = new QPushButton;
  find_->setObjectName("intake_find");
  say(find_, tr_key("Find it …"));
  say_tip(find_, tr_key("Says where the file is now; others that moved with it are found too"));
  leave_out_ = new QPushButton;
  leave_out_->setObjectName("intake_leave_out");
  take_out_ = new QPushButton;
  take_out_->setObjectName("intake_take_out");
  say(take_out_, tr_key("Take out"));
  say_tip(take_out_, tr_key("Takes the layer out of the project (Del); its file stays as it is"));
  connect(find_, &QPushButton::clicked, this, &IntakePage::find_file);
  connect(leave_out_, &QPushButton::clicked, this, [this] {
    const IntakeRow* row = current();
    if (row != nullptr) leave_out(row->state != LayerState::left_out);
  });
  connect(take_out_, &QPushButton::clicked, this, &IntakePage::take_out);
  auto* key = new QShortcut(QKeySequence::Delete, layers_);
  key->setContext(Qt::WidgetShortcut);
  connect(key, &QShortcut::activated, this, &IntakePage::take_out);
}

void IntakePage::show_commands(const IntakeRow* row) {
  const bool left_out = row != nullptr && row->state == LayerState::left_out;
  for (QPushButton* command : {leave_out_, take_out_}) command->setEnabled(row != nullptr);
  find_->setVisible(row != nullptr && row->state == LayerState::unreadable);
  leave_out_->setText(left_out ? words("Take in again") : words("Leave out"));
  leave_out_->setToolTip(left_out ? words("Reads the layer again")
                                  : words("Reads the city without it; the project keeps it, and "
                                          "the result names it as left out"));
}

int IntakePage::current_index() const {
  QTreeWidgetItem* item = layers_->currentItem();
  if (item != nullptr && item->parent() != nullptr) item = item->parent();
  return layers_->indexOfTopLevelItem(item);
}

const IntakeRow* IntakePage::current() const {
  const int at = current_index();
  const auto& rows = context_.document.intake();
  return at >= 0 && static_cast<std::size_t>(at) < rows.size() ? &rows[static_cast<std::size_t>(at)]
                                                               : nullptr;
}

io::LayersOfFile IntakePage::layers_of(const IntakeRow& row) const {
  io::LayersOfFile out;
  out.path = row.path;
  if (!row.layer.empty()) out.layers = {row.layer};
  std::set<std::size_t> earlier;
  for (const IntakeRow& other : context_.document.intake()) {
    if (other.path != row.path) continue;
    if (other.source == row.source) out.all.push_back(other.layer);
    const bool alike = row.layer.empty() || other.layer.empty() || other.layer == row.layer;
    if (alike && other.source < row.source) earlier.insert(other.source);
  }
  out.turn = earlier.size();
  return out;
}

QString IntakePage::key_of(const IntakeRow& row) const {
  return QStringLiteral("%1\n%2\n%3")
      .arg(to_qt(row.path), to_qt(row.layer))
      .arg(layers_of(row).turn);
}

void IntakePage::take_out() {
  const IntakeRow* row = current();
  if (row == nullptr) return;
  const io::LayersOfFile layers = layers_of(*row);
  const bool area = row->source == SIZE_MAX;
  context_.document.edit(tr_key("Take a layer out"), [&](io::Project& project) {
    if (area)
      project.study_area.clear();
    else
      io::take_out(project, layers);
  });
}

void IntakePage::leave_out(bool wanted) {
  const IntakeRow* row = current();
  if (row == nullptr) return;
  if (row->source == SIZE_MAX) return take_out();  // the study area: without it all is reported
  correct(wanted ? tr_key("Leave a layer out") : tr_key("Take a layer in again"),
          [wanted](io::SourceSpec& spec) { spec.left_out = wanted; });
}

void IntakePage::find_file() {
  const IntakeRow* row = current();
  if (row == nullptr) return;
  const std::filesystem::path old = row->path;
  const QString chosen = ask_new_place(to_qt(old.string()));
  if (chosen.isEmpty()) return;
  Document& document = context_.document;
  io::Moved moved = io::with_file_moved(document.project(), old, chosen.toStdString());
  document.edit(tr_key("Find a file"),
                [&](io::Project& project) { project = std::move(moved.project); });
  if (moved.also.empty()) return;
  QStringList names;
  for (const auto& path : moved.also) names += to_qt(path.filename().string());
  document.tell(words("Found there as well: {}", names.join(", ").toStdString()), Tone::done);
}

}  // namespace firebreak::gui
