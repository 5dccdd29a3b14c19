# Prints tests/linear/reference_glmnet_cv.tsv: glmnet's cross-validation on the diabetes data that ships in datasets/, row i
# (from 0) in fold i mod 5.
#   Rscript tests/linear/reference_glmnet_cv.R > tests/linear/reference_glmnet_cv.tsv     (from the repository root)
suppressMessages(library(glmnet))
data <- read.csv("datasets/diabetes/diabetes.csv")
X <- as.matrix(data[, names(data) != "progression"])
y <- data$progression
f <- cv.glmnet(X, y, lambda = c(30, 10, 3, 1, 0.3, 0.1), foldid = (seq_along(y) - 1) %% 5 + 1, thresh = 1e-20, maxit = 1e8)
cat(sprintf("# glmnet %s, cv.glmnet, thresh = 1e-20: lambda, cvm, cvsd; lambda.min %g, lambda.1se %g\n",
            packageVersion("glmnet"), f$lambda.min, f$lambda.1se))
for (i in seq_along(f$lambda)) {
  cat(f$lambda[i], sprintf("%.12g", c(f$cvm[i], f$cvsd[i])), sep = "\t")
  cat("\n")
}
