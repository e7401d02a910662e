// RunRecord: the Run object of a command that `fluid run` carries out: others see that it runs, near what,
// and how it ended. It is there as long as the command, and longer when it is kept.
//
// Of the command only what is no secret is told: see Tellable. A server without the kind has no record, and
// the command runs all the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/api/client.h"
#include "src/model/generated/run.h"

namespace fluid::cli {

// The words with what may be a secret left out: what stands for an option whose name says so (--token=X,
// --password X, TOKEN=X), and what is before the @ of a URL.
std::vector<std::string> Tellable(const std::vector<std::string>& words);

class RunRecord {
 public:
  RunRecord(std::string space, const std::vector<std::string>& command,
            const std::vector<model::RunDataset>& datasets);

  Status Create(api::ApiClient& client);
  Status Started(api::ApiClient& client);
  Status Ended(api::ApiClient& client, int exit_code);
  // It did not come so far; `why` for people.
  Status Failed(api::ApiClient& client, const std::string& why);
  Status Remove(api::ApiClient& client);
  // "run.run.fluid.io/NAME"; empty: there is none.
  std::string name() const;

 private:
  Status Tell(api::ApiClient& client);

  Object object_;
  bool there_ = false;
};

}  // namespace fluid::cli
