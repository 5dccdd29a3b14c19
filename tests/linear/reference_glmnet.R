# Prints tests/linear/reference_glmnet.tsv: glmnet's solutions on the diabetes data that ships in datasets/.
#   Rscript tests/linear/reference_glmnet.R > tests/linear/reference_glmnet.tsv     (from the repository root)
suppressMessages(library(glmnet))
data <- read.csv("datasets/diabetes/diabetes.csv")
X <- as.matrix(data[, names(data) != "progression"])
y <- data$progression
cat(sprintf("# glmnet %s, alpha = 1, thresh = 1e-20; standardize and intercept (0/1), lambda, b0, b..., dev.ratio\n", packageVersion("glmnet")))
for (standardize in c(TRUE, FALSE)) for (intercept in c(TRUE, FALSE)) {
  for (lambda in c(20, 2, 0.2)) {
    f <- glmnet(X, y, lambda = lambda, standardize = standardize, intercept = intercept,
                thresh = 1e-20, maxit = 1e8)
    cat(as.integer(standardize), as.integer(intercept), lambda, sprintf("%.12g", c(as.numeric(coef(f)), f$dev.ratio)), sep = "\t")
    cat("\n")
  }
}
