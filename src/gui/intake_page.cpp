#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "core/io/remembered.hpp"
#include "gui/city_box.hpp"
#include "gui/data_page.hpp"
#include "gui/folded_box.hpp"
#include "gui/later.hpp"
#include "gui/meridian_box.hpp"
#include "gui/place_questions.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"

/// The import page: its fields, and how each corrects what the project says. What it shows of a
/// layer stands in intake_show.cpp.
namespace firebreak::gui {

IntakePage::IntakePage(Context& context) : context_(context) {
  make_fields();
  make_commands();
  lay_out();
  connect_fields();
  connect_values();
  fill();
}

void IntakePage::make_fields() {
  layers_ = new QTreeWidget;
  layers_->setObjectName("intake_layers");
  layers_->setColumnCount(7);
  layers_->setAlternatingRowColors(true);
  layers_->setIndentation(12);
  wrap_column(*layers_, 0);
  layers_->header()->setSectionResizeMode(role_column, QHeaderView::Fixed);
  auto* fitting = new Later(this, [this] { fit_columns(); });
  connect(layers_->header(), &QHeaderView::sectionResized, fitting, &Later::ask);
  layers_->setTextElideMode(Qt::ElideMiddle);
  layers_->setMinimumHeight(200);
  // CRS and encoding are read before how sure the whole is.
  layers_->header()->moveSection(crs_column, 3);
  layers_->header()->moveSection(encoding_column, 4);
  passed_over_ = new QLabel;
  passed_over_->setObjectName("intake_passed_over");
  passed_over_->setWordWrap(true);
  passed_over_->setTextFormat(Qt::PlainText);
  passed_over_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  passed_over_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

  role_ = new QComboBox;
  role_->setObjectName("intake_role");
  say_tip(role_, tr_key("What the layer is for"));
  crs_ = new QLineEdit;
  crs_->setObjectName("intake_crs");
  say_tip(crs_, tr_key("CRS of the coordinates, e.g. EPSG:4490; empty: as the file says"));
  encoding_ = new QComboBox;
  encoding_->setObjectName("intake_encoding");
  say_tip(encoding_, tr_key("Encoding of the texts; the samples below show whether it is right"));
  shift_ = new QComboBox;
  shift_->setObjectName("intake_shift");
  say_tip(shift_, tr_key("Offset of Chinese map services that the coordinates carry; it is shifted "
                         "back"));
  accuracy_ = new QDoubleSpinBox;
  accuracy_->setObjectName("intake_accuracy");
  accuracy_->setRange(0, 1000);
  accuracy_->setDecimals(2);
  accuracy_->setSuffix(" m");
  accuracy_->setKeyboardTracking(false);
  say_tip(accuracy_, tr_key("How exact a position is (one sigma); 0: by the kind of source"));
  turned_ = new QCheckBox;
  turned_->setObjectName("intake_turned");
  say(turned_, tr_key("x and y exchanged"));
  say_tip(turned_, tr_key("The first coordinate is the north one, as surveyors write it"));
  packed_ = new QCheckBox;
  packed_->setObjectName("intake_packed");
  say(packed_, tr_key("Packed degrees, minutes and seconds (DDD.MMSS)"));
  header_row_ = new QSpinBox;
  header_row_->setObjectName("intake_header_row");
  header_row_->setRange(0, 1000);
  header_row_->setKeyboardTracking(false);
  say_tip(header_row_, tr_key("Row of the table that names its columns; 0: found by itself"));
  effect_ = new QLabel;
  effect_->setObjectName("intake_effect");
  effect_->setWordWrap(true);
  remember_ = new QCheckBox;
  remember_->setObjectName("intake_remember");
  // Long texts are cut rather than making the page wider than its place; the tips hold them whole.
  for (QCheckBox* box : {packed_, turned_, remember_})
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  say_tip(packed_, tr_key("Packed degrees, minutes and seconds (DDD.MMSS)"));
  notes_ = new QLabel;
  notes_->setObjectName("intake_notes");
  notes_->setWordWrap(true);
  notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  proposals_ = new PlaceProposalsBox(context_.document);
  encodings_ = new EncodingBox(context_.document);
  more_ = new IntakeMore(context_.document);
  texts_ = new QLabel;
  texts_->setObjectName("intake_texts");
  texts_->setWordWrap(true);
  texts_->setTextFormat(Qt::PlainText);
  values_ = new ValueListBox;
  columns_ = new QTableWidget(0, 5);
  columns_->setObjectName("intake_columns");
  columns_->verticalHeader()->hide();
  columns_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  columns_->horizontalHeader()->setStretchLastSection(true);
  columns_->setMinimumHeight(140);
  say_help(layers_, tr_key("One row a layer: what it was taken for, how it was read, how sure that "
                           "is; the one chosen is corrected below"));
  say_help(columns_, tr_key("One row a column of the layer: what it was taken for, which can be "
                            "changed, and some of its values"));
}

void IntakePage::lay_out() {
  form_ = new QGroupBox;
  auto* form = rows_ = new QFormLayout(form_);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  const auto add = [&](const char* english, QWidget* widget) {
    auto* label = new QLabel;
    say(label, english);
    label->setBuddy(widget);
    form->addRow(label, widget);
  };
  add(tr_key("Taken for"), role_);
  add(tr_key("CRS"), crs_);
  add(tr_key("Encoding"), encoding_);
  form->addRow(texts_);
  form->addRow(encodings_);
  add(tr_key("Offset"), shift_);
  add(tr_key("Accuracy"), accuracy_);
  add(tr_key("Header row"), header_row_);
  form->addRow(packed_);
  form->addRow(turned_);
  form->addRow(notes_);
  form->addRow(proposals_);
  form->addRow(effect_);
  form->addRow(columns_);
  form->addRow(values_);
  form->addRow(remember_);
  form->addRow(new FoldedBox(tr_key("More"), more_));

  auto* commands = new QHBoxLayout;
  for (QPushButton* command : {find_, leave_out_, take_out_}) commands->addWidget(command);
  commands->addStretch();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new PlaceQuestions(context_.document));
  column->addWidget(new MeridianBox(context_.document));
  column->addWidget(layers_, 2);
  column->addLayout(commands);
  column->addWidget(passed_over_);
  column->addWidget(form_, 3);
  column->addWidget(new FoldedBox(tr_key("Of the whole city"), new CityBox(context_.document)));
}

void IntakePage::connect_fields() {
  Document& document = context_.document;
  connect(&document, &Document::intake_changed, this, &IntakePage::fill);
  connect(&document, &Document::language_changed, this, &IntakePage::fill);
  connect(&document, &Document::issues_retold, this, &IntakePage::fill);
  connect(&document, &Document::theme_changed, this, &IntakePage::fill);
  connect(layers_, &QTreeWidget::currentItemChanged, this, [this] {
    if (filling_) return;
    tell_effect();
    show_layer();
  });
  connect(role_, &QComboBox::activated, this, [this](int at) {
    if (role_->itemData(at).toInt() == left_out_role) return leave_out(true);
    const auto role = static_cast<Role>(role_->itemData(at).toInt());
    correct(tr_key("What a layer is for"), [&](io::SourceSpec& spec) {
      spec.left_out = false;
      spec.role = role;
      spec.fields.clear();
      spec.units.clear();
      spec.values.clear();
    });
  });
  connect(crs_, &QLineEdit::editingFinished, this, [this] {
    const std::string typed = crs_->text().trimmed().toStdString();
    try {
      if (!typed.empty()) const Crs known(typed);
    } catch (const Error& e) {
      return context_.document.tell(to_qt(e.what()), Tone::notice);
    }
    correct(tr_key("CRS of a layer"), [&](io::SourceSpec& spec) { spec.crs = typed; });
  });
  connect(encoding_, &QComboBox::activated, this, [this](int at) {
    const std::string name = encoding_->itemData(at).toString().toStdString();
    correct(tr_key("Encoding of a layer"), [&](io::SourceSpec& spec) { spec.encoding = name; });
  });
  connect(shift_, &QComboBox::activated, this, [this](int at) {
    const auto shift = static_cast<CoordinateShift>(shift_->itemData(at).toInt());
    correct(tr_key("Offset of a layer"), [&](io::SourceSpec& spec) { spec.shift = shift; });
  });
  connect(accuracy_, &QDoubleSpinBox::valueChanged, this, [this](double metres) {
    if (filling_) return;
    correct(tr_key("Accuracy of a layer"), [&](io::SourceSpec& spec) {
      spec.accuracy_m = metres > 0 ? std::optional(metres) : std::nullopt;
    });
  });
  connect(packed_, &QCheckBox::clicked, this, [this](bool packed) {
    correct(tr_key("Angles of a layer"),
            [&](io::SourceSpec& spec) { spec.packed_angles = packed; });
  });
  connect(turned_, &QCheckBox::clicked, this, [this](bool turned) {
    correct(tr_key("x and y of a layer"), [&](io::SourceSpec& spec) { spec.turned_axes = turned; });
  });
  connect(header_row_, &QSpinBox::valueChanged, this, [this](int row) {
    if (filling_) return;
    correct(tr_key("Header row of a layer"), [&](io::SourceSpec& spec) {
      spec.header_row = row > 0 ? std::optional(row) : std::nullopt;
    });
  });
  connect(remember_, &QCheckBox::clicked, this, &IntakePage::remember);
  connect(encodings_, &EncodingBox::chosen, this, [this](const std::string& encoding) {
    correct(tr_key("Encoding of a layer"), [&](io::SourceSpec& spec) { spec.encoding = encoding; });
  });
  connect(more_, &IntakeMore::correction, this, &IntakePage::correct);
  connect(more_, &IntakeMore::correction_of, this, &IntakePage::correct_row);
}

void IntakePage::connect_values() {
  connect(values_, &ValueListBox::meaning_chosen, this,
          [this](const std::string& field, const std::string& cell, const std::string& meaning) {
            correct(tr_key("Meaning of a value"), [&](io::SourceSpec& spec) {
              io::ValueWords& meanings = spec.values[field];
              if (meaning.empty())
                meanings.erase(cell);
              else
                meanings[cell] = meaning;
              if (meanings.empty()) spec.values.erase(field);
            });
          });
  connect(values_, &ValueListBox::not_understood, this, [this](const QString& typed) {
    context_.document.tell(
        words("\"{}\" means nothing in this column: choose one of the list.", typed.toStdString()),
        Tone::notice);
  });
}

void IntakePage::remember(bool wanted) {
  const IntakeRow* row = current();
  if (row == nullptr || filling_) return;
  Document& document = context_.document;
  try {
    const std::filesystem::path file = row->remembered.any()
                                           ? std::filesystem::path(row->remembered.path)
                                           : io::mapping_file_of(document.project(), row->path);
    if (wanted)
      io::remember(row->rule, file);
    else
      io::forget(row->rule.file, row->rule.layer, file);
    document.tell(wanted
                      ? words("Remembered in {} for files like {}.", file.string(), row->rule.file)
                      : words("No longer remembered: {}", row->rule.file),
                  Tone::done);
  } catch (const Error& e) {
    document.tell(to_qt(e.what()), Tone::failure);
  }
  document.reload();
}

void IntakePage::correct(const char* what, const std::function<void(io::SourceSpec&)>& change) {
  const IntakeRow* row = current();
  if (row == nullptr || filling_) return;
  const IntakeRow mine = *row;  // the list is filled anew by the edit
  correct_row(mine, what, change);
}

void IntakePage::correct_row(const IntakeRow& row, const char* what,
                             const std::function<void(io::SourceSpec&)>& change) {
  const io::LayersOfFile layers = layers_of(row);
  const bool remembered = row.remembered.any();
  const io::SourceSettings in_effect = row.settings;
  before_ = row;
  context_.document.edit(what, [&](io::Project& project) {
    io::SourceSpec* spec = io::source_of(project, layers);
    if (spec == nullptr) return;  // taken out meanwhile
    io::SourceSpec own = *spec;
    if (remembered && own.remembered) {  // from now on the project says everything itself
      static_cast<io::SourceSettings&>(own) = in_effect;
      own.remembered = false;
    }
    const io::SourceSpec unchanged = own;
    change(own);
    if (own == unchanged) return;
    if (own.crs != unchanged.crs || own.shift != unchanged.shift) {
      if (!own.accepted.empty()) own.crs_note.clear();  // it told what spoke for the other
      own.accepted.clear();
      own.accepted_by.clear();
      own.place_settled = false;
    }
    spec = io::own_source(project, layers);
    own.layers = spec->layers;
    *spec = std::move(own);
  });
}

}  // namespace firebreak::gui
