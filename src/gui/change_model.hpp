#pragma once

#include "gui/feature_model.hpp"

namespace firebreak::gui {

/// The rows of `changed_buildings`: what is better or worse in the colours of its verdict, and
/// words of ours in the user's language.
class ChangeModel : public FeatureModel {
 public:
  using FeatureModel::FeatureModel;
  void set_theme(const std::string& theme);
  /// What stands over the states compared: the names of the two plans.
  void set_plans(const QString& before, const QString& after);
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  std::string theme_ = "light";
  QString before_;
  QString after_;
};

}  // namespace firebreak::gui
