#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gui/engine_box.hpp"
#include "gui/panels.hpp"
#include "gui/rule_row_widget.hpp"

namespace firebreak::gui {

/// The step "Rules": which code binds, which engine must pass, and every value with its clause, as
/// a form made from what the analyses declare.
class RulesPage : public QWidget {
  Q_OBJECT
 public:
  explicit RulesPage(Context& context);
  static QWidget* make(Context& context) { return new RulesPage(context); }

  RuleRowWidget* row(const std::string& key) const;
  /// Asks for a profile file; replaced by tests.
  std::function<QString()> ask_profile_file;

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void make_head();
  void make_rows();
  void add_row(const RuleRow& row);
  void refresh();
  void fill_profiles();
  void tell_trouble(const QString& why);
  void filter();
  void choose_profile(int at);
  void set_profile(const std::string& name);
  void set_value(const std::string& key, const ParamValue& value);
  void reset_all();

  Document& document_;
  AppSettings& settings_;
  std::map<std::string, Profile> shipped_;
  Profile profile_;   ///< as its file says
  std::string read_;  ///< name or path that `profile_` was read from
  std::vector<RuleRow> rows_;

  QComboBox* profiles_;
  QLabel* edition_;
  EngineBox* engine_;
  QLabel* open_count_;
  QPushButton* reset_all_;
  QLineEdit* search_;
  QComboBox* which_;
  QLabel* trouble_;
  QLabel* nothing_;
  QScrollArea* scroll_;
  QVBoxLayout* list_ = nullptr;
  std::map<std::string, RuleRowWidget*> widgets_;
  std::vector<std::pair<QLabel*, std::vector<RuleRowWidget*>>> groups_;
};

}  // namespace firebreak::gui
