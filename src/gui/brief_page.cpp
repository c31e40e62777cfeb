#include "gui/brief_page.hpp"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <cmath>

#include "gui/main_window.hpp"
#include "gui/step_rail.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

constexpr double scales[] = {500,  1000,  1500,  2000,  2500,  3000,  4000,  5000,
                             7500, 10000, 15000, 20000, 25000, 50000, 100000};

QLabel* heading(const char* english) {
  auto* label = new QLabel;
  label->setProperty("role", "heading");
  say(label, english);
  return label;
}

}  // namespace

BriefPage::BriefPage(Context& context)
    : context_(context), document_(context.document), outputs_(document_, context.window) {
  ask_logo = [this] {
    return QFileDialog::getOpenFileName(this, words("Logo"), QString(),
                                        words("Pictures") + " (*.png *.jpg *.jpeg *.svg)");
  };
  pane_ = new PreviewPane(document_);
  outputs_.add_actions(context.actions);
  make_form();
  make_buttons();
  connect_form();
  if (auto* rail = context.window.findChild<StepRail*>())
    connect(rail, &StepRail::chosen, this, [this](Step step) {
      const bool here = step == Step::brief;
      preview().set_active(here);
      static_cast<MainWindow&>(context_.window).set_middle(here ? pane_.data() : nullptr);
    });
  for (const auto signal : {&Document::project_changed, &Document::results_changed,
                            &Document::selection_changed, &Document::language_changed})
    connect(&document_, signal, this, &BriefPage::refresh);
  connect(&preview(), &PagePreview::picture_changed, this, &BriefPage::refresh);
  // In another step it is no part of the window, which translates its own.
  connect(&document_, &Document::language_changed, pane_, [this] { retranslate(pane_); });
  refresh();
}

BriefPage::~BriefPage() {
  // They lose the focus, and that ends an edit.
  for (QObject* field : {static_cast<QObject*>(title_), static_cast<QObject*>(subtitle_),
                         static_cast<QObject*>(scale_->lineEdit())})
    field->disconnect(this);
  text_->removeEventFilter(this);
  delete pane_;  // looks into the document, which goes before the window's other children
}

void BriefPage::make_form() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(heading(tr_key("Map sheet")));
  auto* form = new QFormLayout;
  form->setLabelAlignment(Qt::AlignLeft);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  column->addLayout(form);
  const auto add = [&](const char* english, QWidget* widget, const char* name) {
    widget->setObjectName(name);
    auto* label = new QLabel;
    say(label, english);
    label->setBuddy(widget);
    form->addRow(label, widget);
  };
  const auto add_pair = [&](const char* english, QWidget* first, QWidget* second) {
    auto* label = new QLabel;
    say(label, english);
    label->setBuddy(first);
    auto* pair = new QHBoxLayout;
    pair->addWidget(first, 1);
    pair->addWidget(second, second->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed ? 0 : 1);
    form->addRow(label, pair);
  };
  paper_ = new QComboBox;
  paper_->setObjectName("paper");
  paper_->addItems({"A4", "A3", "A2", "A1", "A0"});
  turn_ = new QComboBox;
  turn_->setObjectName("orientation");
  say_tip(paper_, tr_key("Size of the sheet: A4 for a file, A3 for a meeting, A1 for the wall"));
  say_tip(turn_, tr_key("Whether the long side lies or stands"));
  add_pair(tr_key("Paper"), paper_, turn_);
  title_ = new QLineEdit;
  say_tip(title_, tr_key("Headline of the sheet; empty: the name of the city"));
  add(tr_key("Title"), title_, "sheet_title");
  subtitle_ = new QLineEdit;
  say_tip(subtitle_, tr_key("Line below the title; empty: what was computed, or the unit shown"));
  add(tr_key("Subtitle"), subtitle_, "sheet_subtitle");
  text_ = new QPlainTextEdit;
  text_->setTabChangesFocus(true);
  text_->setFixedHeight(4 * text_->fontMetrics().lineSpacing() + 12);
  text_->installEventFilter(this);
  add(tr_key("Text"), text_, "sheet_text");
  say_tip(text_, tr_key("Words of your own beside the map"));
  logo_ = new QPushButton;
  logo_->setObjectName("sheet_logo");
  no_logo_ = new QPushButton(QStringLiteral("✕"));
  no_logo_->setObjectName("sheet_no_logo");
  no_logo_->setFixedWidth(30);
  say_tip(no_logo_, tr_key("No logo"));
  add_pair(tr_key("Logo"), logo_, no_logo_);
  scale_ = new QComboBox;
  scale_->setEditable(true);
  scale_->setInsertPolicy(QComboBox::NoInsert);
  scale_->setCompleter(nullptr);
  scale_->addItem(QString(), 0.0);
  for (const double scale : scales) scale_->addItem(to_qt(scale_ratio(scale)), scale);
  say_tip(scale_, tr_key("1 to how much the map is drawn; empty: what fits on the paper"));
  add(tr_key("Scale"), scale_, "sheet_scale");
  whole_ = new QPushButton;
  whole_->setObjectName("extent_whole");
  whole_->setCheckable(true);
  say(whole_, tr_key("Whole city"));
  say_tip(whole_, tr_key("The sheet shows everything, or the unit shown"));
  view_ = new QPushButton;
  view_->setObjectName("extent_view");
  say(view_, tr_key("Present map view"));
  say_tip(view_, tr_key("The sheet shows what the map window shows now"));
  add_pair(tr_key("Extent"), whole_, view_);
  extent_ = new QLabel;
  extent_->setWordWrap(true);
  extent_->setForegroundRole(QPalette::PlaceholderText);
  form->addRow(QString(), extent_);
  overview_ = new QCheckBox;
  say(overview_, tr_key("Overview map"));
  say_tip(overview_, tr_key("A small map of everything with the sheet's frame in it"));
  overview_->setObjectName("sheet_overview");
  form->addRow(QString(), overview_);
}

void BriefPage::make_buttons() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->addSpacing(8);
  column->addWidget(heading(tr_key("Take away")));
  auto* files = new QHBoxLayout;
  const auto button = [&](const char* id, const char* english) {
    QAction* action = context_.actions.find(id);
    auto* made = new QPushButton;
    made->setObjectName(QString("button_") + id);
    say(made, english);
    made->setToolTip(action->toolTip());
    connect(made, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, made, [made, action] {
      made->setEnabled(action->isEnabled());
      made->setToolTip(action->toolTip());
    });
    return made;
  };
  files->addWidget(button("export_pdf", "PDF …"));
  files->addWidget(button("export_png", "PNG …"));
  files->addWidget(button("export_svg", "SVG …"));
  column->addLayout(files);
  column->addWidget(button("print_sheet", tr_key("Print …")));
  column->addWidget(button("print_one_page", tr_key("One page about the selection …")));
  column->addWidget(button("export_gpkg", tr_key("Result as GeoPackage …")));
  column->addWidget(button("export_tables", tr_key("Tables of hydrants as Excel …")));
  column->addWidget(button("export_checks", tr_key("Field-check list as Excel …")));
  column->addStretch();
}

void BriefPage::edit(const char* what, const std::function<void(SheetSettings&)>& change) {
  document_.edit(what, [&](io::Project& project) { change(project.sheet); });
}

void BriefPage::connect_form() {
  connect(paper_, &QComboBox::activated, this, [this] {
    edit(tr_key("Paper of the sheet"),
         [&](SheetSettings& sheet) { sheet.paper = paper_->currentText().toStdString(); });
  });
  connect(turn_, &QComboBox::activated, this, [this](int at) {
    edit(tr_key("Paper of the sheet"), [&](SheetSettings& sheet) { sheet.landscape = at == 0; });
  });
  connect(title_, &QLineEdit::editingFinished, this, [this] {
    title_->setModified(false);
    edit(tr_key("Title of the sheet"),
         [&](SheetSettings& sheet) { sheet.title = title_->text().trimmed().toStdString(); });
  });
  connect(subtitle_, &QLineEdit::editingFinished, this, [this] {
    subtitle_->setModified(false);
    edit(tr_key("Subtitle of the sheet"),
         [&](SheetSettings& sheet) { sheet.subtitle = subtitle_->text().trimmed().toStdString(); });
  });
  connect(logo_, &QPushButton::clicked, this, [this] {
    const QString path = ask_logo();
    if (path.isEmpty()) return;
    if (QImage(path).isNull())
      return document_.tell(words("{}: this picture cannot be read. Take a PNG, JPEG or SVG file.",
                                  path.toStdString()),
                            Tone::failure);
    edit(tr_key("Logo of the sheet"),
         [&](SheetSettings& sheet) { sheet.logo = path.toStdString(); });
  });
  connect(no_logo_, &QPushButton::clicked, this, [this] {
    edit(tr_key("Logo of the sheet"), [](SheetSettings& sheet) { sheet.logo.clear(); });
  });
  connect(scale_, &QComboBox::activated, this, &BriefPage::take_scale);
  connect(scale_->lineEdit(), &QLineEdit::editingFinished, this, &BriefPage::take_scale);
  connect(whole_, &QPushButton::clicked, this, [this] {
    edit(tr_key("Extent of the sheet"), [](SheetSettings& sheet) {
      sheet.extent.reset();
      sheet.scale.reset();
    });
    refresh();
  });
  connect(view_, &QPushButton::clicked, this, &BriefPage::take_view);
  connect(overview_, &QCheckBox::clicked, this, [this](bool on) {
    edit(tr_key("Overview map"), [&](SheetSettings& sheet) { sheet.overview = on; });
  });
}

bool BriefPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == text_ && event->type() == QEvent::FocusOut)
    edit(tr_key("Text of the sheet"),
         [&](SheetSettings& sheet) { sheet.text = text_->toPlainText().trimmed().toStdString(); });
  return QWidget::eventFilter(watched, event);
}

void BriefPage::take_scale() {
  scale_->lineEdit()->setModified(false);
  QString typed = scale_->currentText();
  typed.remove(QRegularExpression("^\\s*1\\s*:")).remove(QRegularExpression("[,\\s]"));
  bool number = false;
  const double scale = typed.toDouble(&number);
  const auto& now = document_.project().sheet.scale;
  if (number && now && scale_ratio(*now) == scale_ratio(scale)) return;
  if (number && !(scale >= 100 && scale <= 1e7)) {
    document_.tell(words("A sheet's scale lies between 1:100 and 1:10,000,000."), Tone::notice);
    return refresh();
  }
  edit(tr_key("Scale of the sheet"),
       [&](SheetSettings& sheet) { sheet.scale = number ? std::optional(scale) : std::nullopt; });
  refresh();
}

void BriefPage::take_view() {
  const auto results = document_.results();
  if (!results) return document_.tell(words("There is no result yet: assess first."), Tone::notice);
  const Xy origin{results->record().origin_x_m, results->record().origin_y_m};
  const Box seen = context_.canvas.visible();
  edit(tr_key("Extent of the sheet"), [&](SheetSettings& sheet) {
    sheet.extent = Box{seen.min + origin, seen.max + origin};
    sheet.scale.reset();
  });
}

void BriefPage::refresh() {
  const SheetSettings& sheet = document_.project().sheet;
  const QSignalBlocker quiet_turn(turn_);
  const int chosen = sheet.landscape ? 0 : 1;
  turn_->clear();
  turn_->addItems({words("landscape"), words("portrait")});
  turn_->setCurrentIndex(chosen);
  if (paper_->findText(to_qt(sheet.paper)) < 0) paper_->addItem(to_qt(sheet.paper));
  paper_->setCurrentText(to_qt(sheet.paper));
  const auto& picture = preview().picture();
  if (!title_->hasFocus() || !title_->isModified()) title_->setText(to_qt(sheet.title));
  if (!subtitle_->hasFocus() || !subtitle_->isModified()) subtitle_->setText(to_qt(sheet.subtitle));
  title_->setPlaceholderText(picture && sheet.title.empty() ? to_qt(picture->title) : QString());
  subtitle_->setPlaceholderText(picture && sheet.subtitle.empty() ? to_qt(picture->subtitle)
                                                                  : QString());
  if (!text_->hasFocus() && text_->toPlainText().toStdString() != sheet.text)
    text_->setPlainText(to_qt(sheet.text));
  logo_->setText(sheet.logo.empty() ? words("Choose …") : QFileInfo(to_qt(sheet.logo)).fileName());
  logo_->setToolTip(sheet.logo.empty()
                        ? words("A picture at the head of the sheet: PNG, JPEG or SVG")
                        : to_qt(sheet.logo));
  no_logo_->setEnabled(!sheet.logo.empty());
  if (!scale_->lineEdit()->hasFocus() || !scale_->lineEdit()->isModified()) {
    const QSignalBlocker quiet_scale(scale_);
    scale_->setItemText(0, picture && !sheet.scale
                               ? words("What fits ({})", scale_ratio(picture->scale))
                               : words("What fits"));
    if (!sheet.scale) scale_->setCurrentIndex(0);
    scale_->setEditText(sheet.scale ? to_qt(scale_ratio(*sheet.scale)) : scale_->itemText(0));
  }
  whole_->setChecked(!sheet.extent);
  if (!sheet.extent) {
    extent_->clear();
  } else {
    const Box& box = *sheet.extent;
    extent_->setText(words("{} m by {} m around {}, {}", render::grouped(std::round(box.width_m())),
                           render::grouped(std::round(box.height_m())),
                           fmt::format("{:.0f}", box.centre().x_m),
                           fmt::format("{:.0f}", box.centre().y_m)));
  }
  extent_->setVisible(sheet.extent.has_value());
  overview_->setChecked(sheet.overview);
  const bool results = document_.results() != nullptr;
  for (const char* id :
       {"export_pdf", "export_png", "export_svg", "print_sheet", "export_tables", "export_checks"})
    context_.actions.find(id)->setEnabled(results);
  context_.actions.find("export_gpkg")->setEnabled(results && document_.shown_city() != nullptr);
  context_.actions.find("print_one_page")
      ->setEnabled(results && !document_.selection().rows.empty());
}

}  // namespace firebreak::gui
