# Prints tests/linear/reference_glmnet_net.tsv: glmnet's elastic nets and ridges on the diabetes data in datasets/.
#   Rscript tests/linear/reference_glmnet_net.R > tests/linear/reference_glmnet_net.tsv     (from the repository root)
suppressMessages(library(glmnet))
data <- read.csv("datasets/diabetes/diabetes.csv")
X <- as.matrix(data[, names(data) != "progression"])
y <- data$progression
cat(sprintf("# glmnet %s, thresh = 1e-20; alpha, standardize and intercept (0/1), lambda, b0, b...\n", packageVersion("glmnet")))
for (alpha in c(0.5, 0.05, 0)) for (standardize in c(TRUE, FALSE)) for (intercept in c(TRUE, FALSE)) {
  for (lambda in c(20, 0.5)) {
    f <- glmnet(X, y, alpha = alpha, lambda = lambda, standardize = standardize, intercept = intercept,
                thresh = 1e-20, maxit = 1e8)
    cat(alpha, as.integer(standardize), as.integer(intercept), lambda, sprintf("%.12g", as.numeric(coef(f))), sep = "\t")
    cat("\n")
  }
}
