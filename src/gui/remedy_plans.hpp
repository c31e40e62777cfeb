#pragma once

#include <QComboBox>
#include <QWidget>
#include <functional>
#include <optional>

#include "gui/panels.hpp"

namespace firebreak::gui {

/// Chooses the plan that is shown and edited; makes, copies, renames and deletes plans.
class RemedyPlans : public QWidget {
  Q_OBJECT
 public:
  explicit RemedyPlans(Context& context);

  /// Asks for another name of a plan; empty: the user thought better of it. Tests answer it.
  std::function<std::optional<QString>(const QString& before)> ask_name;

 private:
  void fill();
  void add(bool copy);
  void rename();
  void remove();

  Context context_;
  QComboBox* plans_;
};

}  // namespace firebreak::gui
