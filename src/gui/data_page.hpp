#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTreeWidget>
#include <QWidget>

#include "core/io/layer_source.hpp"
#include "gui/encoding_box.hpp"
#include "gui/intake_more.hpp"
#include "gui/panels.hpp"
#include "gui/place_proposals_box.hpp"
#include "gui/value_list_box.hpp"

namespace firebreak::gui {

/// Beside the roles that a layer can be taken for: it is not read at all.
inline constexpr int left_out_role = -1;

/// Columns of the list of layers that are not always shown, or not in their order.
inline constexpr int role_column = 1;
inline constexpr int sure_column = 3;
inline constexpr int memory_column = 4;
inline constexpr int crs_column = 5;
inline constexpr int encoding_column = 6;

/// Step 1, what was recognised: one row per layer that opens to its columns, everything correctable
/// and kept in the project: role, CRS, encoding, offset, packed angles, exchanged x and y, header
/// row, accuracy, what each column means and in which unit; what the other layers say about its
/// place is taken with a button. A wrong row is put right here, nothing is asked in between; what
/// it changes is told, and remembered for the next files of its kind when the user says so. A file
/// that could not be read is found again or left out here, while the others are used.
class IntakePage : public QWidget {
  Q_OBJECT
 public:
  explicit IntakePage(Context& context);
  static QWidget* make(Context& context) { return new IntakePage(context); }

  /// Asks where a file that is not there any more is now; replaced by tests.
  std::function<QString(const QString& old)> ask_new_place;

 private:
  void make_fields();
  void make_commands();
  void lay_out();
  void connect_fields();
  void connect_values();
  void fill();
  /// Name, role and count of every layer are always seen; the other columns where there is room.
  void fit_columns();
  void fill_roles(const IntakeRow& row);
  void fill_choices(const IntakeRow& row);
  void show_layer();
  void show_commands(const IntakeRow* row);
  void show_columns(const IntakeRow& row);
  void show_remembered(const IntakeRow& row);
  void tell_effect();
  /// Files of the folders that nothing was made of, each with the reason.
  void show_passed_over();
  /// Sentences about the layer: how it was recognised and placed, or why it was not read.
  QString notes_of(const IntakeRow& row) const;
  const IntakeRow* current() const;
  int current_index() const;
  /// The layer as it is found in a project that may have changed since it was read.
  io::LayersOfFile layers_of(const IntakeRow& row) const;
  QString key_of(const IntakeRow& row) const;
  // Commands about the current layer.
  void take_out();
  void leave_out(bool wanted);
  void find_file();
  /// Writes the current layer into the mapping file, or takes it out.
  void remember(bool wanted);
  /// Changes what the project says about the current layer, apart from the other layers of its
  /// file.
  void correct(const char* what, const std::function<void(io::SourceSpec&)>& change);
  void correct_row(const IntakeRow& row, const char* what,
                   const std::function<void(io::SourceSpec&)>& change);

  Context context_;
  QTreeWidget* layers_;
  QPushButton* find_;
  QPushButton* leave_out_;
  QPushButton* take_out_;
  QGroupBox* form_;
  QFormLayout* rows_;
  QComboBox* role_;
  QLineEdit* crs_;
  QComboBox* encoding_;
  QComboBox* shift_;
  QDoubleSpinBox* accuracy_;
  QCheckBox* packed_;
  QCheckBox* turned_;
  QSpinBox* header_row_;
  QCheckBox* remember_;
  QLabel* effect_;
  QLabel* passed_over_;
  std::optional<IntakeRow> before_;  ///< the layer as it was before the last correction
  QLabel* notes_;
  PlaceProposalsBox* proposals_;
  EncodingBox* encodings_;
  IntakeMore* more_;
  QLabel* texts_;  ///< some of the layer's texts in the encoding chosen
  QTableWidget* columns_;
  ValueListBox* values_;
  bool filling_ = false;
};

}  // namespace firebreak::gui
